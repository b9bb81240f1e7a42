import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface GtmOptions extends AdapterOptions {
  /** Name of the data layer, where the site renamed it. Default: `'dataLayer'`. */
  readonly dataLayer?: string | undefined;
}

/**
 * Google Tag Manager: `dataLayer.push({ event: name, ...parameters, iadvize_page })`. The container remembers each
 * variable until it is set anew, so a parameter that only the previous event had is set to `undefined`; `iadvize_page`
 * is where the event happened, under a name that no other tag of the container takes for its own page.
 *
 * @see https://developers.google.com/tag-platform/tag-manager/datalayer
 * @example
 * import { gtm } from 'iadvize-callbacks/adapters';
 * iadvize.use(gtm());
 */
export const gtm = /* @__PURE__ */ vendor<GtmOptions>({
  name: 'gtm',
  options: { dataLayer: aString },
  tool: ({ dataLayer = 'dataLayer' }) => `${dataLayer}.push`,
  hasPage: true,
  send(push, { name, parameters, page }, _, previous) {
    const forgotten = Object.keys(previous?.parameters ?? {}).map((parameter) => [parameter, undefined]);
    push({ ...Object.fromEntries(forgotten), ...parameters, iadvize_page: page, event: name });
  },
});
