import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface AdobeClientDataLayerOptions extends AdapterOptions {
  /** Name of the data layer, where the site renamed it. Default: `'adobeDataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/**
 * Adobe Client Data Layer: `adobeDataLayer.push({ event: name, eventInfo })`. What is in `eventInfo` (the parameters, and
 * the time of the event in epoch milliseconds) is for the event's listeners, and not kept in the layer's state.
 *
 * @see https://github.com/adobe/adobe-client-data-layer/wiki
 * @example
 * import { adobeClientDataLayer } from 'iadvize-callbacks/adapters';
 * iadvize.use(adobeClientDataLayer({ dataLayer: 'shopLayer' }));
 */
export const adobeClientDataLayer = /* @__PURE__ */ vendor<AdobeClientDataLayerOptions>({
  name: 'adobeClientDataLayer',
  options: { dataLayer: aString },
  tool: ({ dataLayer = 'adobeDataLayer' }) => `${dataLayer}.push`,
  send: (push, { name, parameters, timestamp }) => push({ event: name, eventInfo: { ...parameters, timestamp } }),
});
