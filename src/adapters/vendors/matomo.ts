import type { Adapter } from '../../core/types';
import { objectOf } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
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
  return createVendorAdapter(
    {
      name: 'matomo',
      options: { dimensions: objectOf('number') },
      tool: '_paq.push',
      send(push, { category, action, label, parameters }, { dimensions }) {
        const command: unknown[] = ['trackEvent', category, action];
        const values: Record<string, string> = {};
        for (const [parameter, id] of Object.entries(dimensions ?? {})) {
          const value = parameters[parameter];
          if (value !== undefined) values[`dimension${id}`] = String(value);
        }
        if (Object.keys(values).length) command.push(label, undefined, values);
        else if (label !== undefined) command.push(label);
        push(command);
      },
    },
    options,
  );
}
