import { numbersByName } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { sendTrackEvent } from './matomo';
import { vendor } from './vendor';

export interface PiwikProOptions extends AdapterOptions {
  /** Id of the custom dimension that gets a parameter, by the parameter's name. Default: none. */
  readonly dimensions?: Readonly<Record<string, number>> | undefined;
}

/**
 * Piwik PRO: `_paq.push(['trackEvent', category, action, name])`, with parameters, such as `page_location`, in custom
 * dimensions where the site has them. Piwik PRO has no field for the time of an event: it counts when it is sent.
 *
 * @see https://developers.piwik.pro/docs/trackevent
 * @example
 * import { piwikPro } from 'iadvize-callbacks/adapters';
 * iadvize.use(piwikPro({ dimensions: { conversation_id: 3, page_location: 4 } }));
 */
export const piwikPro = /* @__PURE__ */ vendor<PiwikProOptions>({
  name: 'piwikPro',
  options: { dimensions: numbersByName },
  tool: '_paq.push',
  send: sendTrackEvent,
});
