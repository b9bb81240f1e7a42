import type { Adapter } from '../../core/types';
import { aString, objectOf } from '../../shared/check-options';
import { cutBytes } from './limits';
import type { AdapterOptions } from '../pipeline/options';
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
  return createVendorAdapter(
    {
      name: 'appMeasurement',
      options: { global: aString, variables: objectOf('string') },
      tool: ({ global = 's' }) => `${global}.tl`,
      send(trackLink, { name, parameters }, { variables }) {
        const values: Record<string, string> = {};
        for (const [parameter, variable] of Object.entries(variables ?? {})) {
          const value = parameters[parameter];
          if (value !== undefined) values[variable] = cutBytes(String(value), variable.startsWith('prop') ? 100 : 255);
        }
        trackLink(true, 'o', cutBytes(name, 100), { ...values, linkTrackVars: Object.keys(values).join() || 'None' });
      },
    },
    options,
  );
}
