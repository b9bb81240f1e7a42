import type { Adapter } from '../core/types';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

export interface MatomoOptions extends AdapterOptions {
  /** Id of the action-scope custom dimension that gets a parameter, by the parameter's name. Default: none. */
  readonly dimensions?: Readonly<Record<string, number>> | undefined;
}

/**
 * Matomo: `_paq.push(['trackEvent', category, action, name])`, with parameters in custom dimensions where the site has
 * them.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developer.matomo.org/guides/tracking-javascript-guide
 * @see https://matomo.org/faq/reporting-tools/create-track-and-manage-custom-dimensions/
 */
export function matomo(options: MatomoOptions = {}): Adapter {
  const { dimensions } = options;
  return createVendorAdapter(
    'matomo',
    options,
    { dimensions: 'object' },
    '_paq.push',
    (push, { category, action, label, parameters }) => {
      const command: unknown[] = ['trackEvent', category, action];
      const values: Record<string, string> = {};
      for (const name in dimensions) {
        if (name in parameters) values[`dimension${dimensions[name]}`] = String(parameters[name]);
      }
      if (Object.keys(values).length) command.push(label, undefined, values);
      else if (label !== undefined) command.push(label);
      push(command);
    },
  );
}
