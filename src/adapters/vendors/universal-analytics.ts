import { aBoolean, aString } from '../../shared/check-options';
import { cutBytes } from './limits';
import type { AdapterOptions } from '../pipeline/options';
import { nameIn } from './find';
import { vendor } from './vendor';

export interface UniversalAnalyticsOptions extends AdapterOptions {
  /** Name of the tracker. Default: the page's default tracker. */
  readonly tracker?: string | undefined;
  /** Whether the events leave the bounce rate alone. Default: `false`. */
  readonly nonInteraction?: boolean | undefined;
}

/**
 * Universal Analytics (analytics.js): `ga('send', { hitType: 'event', … })`, with the time since the event in `queueTime`
 * and where it happened in `location` and `page`.
 * The name that the page's snippet gave the function, in `GoogleAnalyticsObject`, is followed.
 *
 * @see https://developers.google.com/analytics/devguides/collection/analyticsjs/events
 * @see https://developers.google.com/analytics/devguides/collection/analyticsjs/field-reference for the limits
 * @example
 * import { universalAnalytics } from 'iadvize-callbacks/adapters';
 * iadvize.use(universalAnalytics({ nonInteraction: true }));
 */
export const universalAnalytics = /* @__PURE__ */ vendor<UniversalAnalyticsOptions>({
  name: 'universalAnalytics',
  options: { tracker: aString, nonInteraction: aBoolean },
  tool: () => nameIn('GoogleAnalyticsObject', 'ga'),
  hasPage: true,
  send: (ga, { category, action, label, timestamp, page }, { tracker, nonInteraction }) =>
    ga(tracker ? `${tracker}.send` : 'send', {
      hitType: 'event',
      eventCategory: category,
      eventAction: action,
      ...(page && { location: page, page: new URL(page).pathname }),
      ...(label !== undefined && { eventLabel: cutBytes(label, 500) }),
      ...(nonInteraction && { nonInteraction }),
      queueTime: Math.max(0, Date.now() - timestamp),
    }),
});
