import type { Adapter } from '../core/types';
import { cutBytes } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

export interface AppMeasurementOptions extends AdapterOptions {
  /** Name of the tracker's global, where the site renamed it. Default: `'s'`. */
  readonly global?: string | undefined;
  /** Variable that gets a parameter, such as `'eVar12'` or `'prop3'`, by the parameter's name. Default: none. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/**
 * Adobe Analytics (AppMeasurement): `s.tl(true, 'o', name, overrides)`, a custom link with the variables that the site
 * names, and none of those that the page has set.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://experienceleague.adobe.com/en/docs/analytics/implementation/vars/functions/tl-method
 * @see https://experienceleague.adobe.com/en/docs/analytics/implementation/vars/page-vars/evar for the limits
 */
export function appMeasurement(options: AppMeasurementOptions = {}): Adapter {
  const { variables } = options;
  return createVendorAdapter(
    'appMeasurement',
    options,
    { global: 'string', variables: 'object' },
    `${options.global ?? 's'}.tl`,
    (trackLink, { name, parameters }) => {
      const values: Record<string, string> = {};
      for (const parameter in variables) {
        const variable = String(variables[parameter]);
        if (parameter in parameters) {
          values[variable] = cutBytes(String(parameters[parameter]), variable.startsWith('prop') ? 100 : 255);
        }
      }
      trackLink(true, 'o', cutBytes(name, 100), { ...values, linkTrackVars: Object.keys(values).join() || 'None' });
    },
  );
}
