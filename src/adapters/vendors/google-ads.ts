import type { EventName } from '../../core/callbacks';
import type { AdapterOptions } from '../pipeline/options';
import { conversionsOf, textConversions } from './conversions';
import { vendor } from './vendor';

export interface GoogleAdsOptions extends AdapterOptions {
  /**
   * The conversion that an event counts as, by the event's name: `{ chatStarted: 'AW-123456789/AbC-D_efG' }`. Other
   * events are not sent.
   */
  readonly conversions: Readonly<Partial<Record<EventName, string>>>;
}

/**
 * Google Ads: `gtag('event', 'conversion', { send_to, page_location, transaction_id })`; the `transaction_id` is the
 * conversation's id, by which Google Ads counts a conversion once. A page with Tag Manager alone has no `gtag`: use
 * `gtm()` there.
 *
 * @see https://developers.google.com/tag-platform/gtagjs/reference/events#conversion
 * @see https://support.google.com/google-ads/answer/6386790 for `transaction_id`
 * @example
 * import { googleAds } from 'iadvize-callbacks/adapters';
 * iadvize.use(googleAds({ conversions: { chatStarted: 'AW-123456789/AbC-D_efG' } }));
 */
export const googleAds = /* @__PURE__ */ vendor<GoogleAdsOptions>({
  name: 'googleAds',
  options: { conversions: textConversions },
  events: conversionsOf,
  tool: 'gtag',
  hasPage: true,
  send: (gtag, { type, page, parameters }, { conversions }) =>
    gtag('event', 'conversion', {
      send_to: conversions[type],
      ...(page && { page_location: page }),
      ...('conversation_id' in parameters && { transaction_id: parameters['conversation_id'] }),
    }),
});
