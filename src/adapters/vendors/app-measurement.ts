import { aString, textsByName } from '../../shared/check-options';
import { cutBytes } from './limits';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface AppMeasurementOptions extends AdapterOptions {
  /** Name of the tracker's global, where the site renamed it. Default: `'s'`. */
  readonly global?: string | undefined;
  /** Variable that gets a parameter, such as `'eVar12'` or `'prop3'`, by the parameter's name. Default: none. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/**
 * Adobe Analytics (AppMeasurement): `s.tl(true, 'o', name, overrides)`, a custom link with the variables that the site
 * names, none of those that the page has set, and the event's page as `pageURL`.
 *
 * @see https://experienceleague.adobe.com/en/docs/analytics/implementation/vars/functions/tl-method
 * @see https://experienceleague.adobe.com/en/docs/analytics/implementation/vars/page-vars/evar for the limits
 * @example
 * import { appMeasurement } from 'iadvize-callbacks/adapters';
 * iadvize.use(appMeasurement({ variables: { conversation_id: 'eVar12', started_by: 'prop3' } }));
 */
export const appMeasurement = /* @__PURE__ */ vendor<AppMeasurementOptions>({
  name: 'appMeasurement',
  options: { global: aString, variables: textsByName },
  tool: ({ global = 's' }) => `${global}.tl`,
  send(trackLink, { name, parameters, page }, { variables }) {
    const values: Record<string, string> = {};
    for (const [parameter, variable] of Object.entries(variables ?? {})) {
      const value = parameters[parameter];
      if (value !== undefined) values[variable] = cutBytes(String(value), variable.startsWith('prop') ? 100 : 255);
    }
    trackLink(true, 'o', cutBytes(name, 100), {
      ...values,
      ...(page && { pageURL: page }),
      linkTrackVars: Object.keys(values).join() || 'None',
    });
  },
});
