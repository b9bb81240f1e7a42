import type { Adapter } from '../../core/types';
import { aBoolean, aString } from '../../shared/check-options';
import { cutBytes } from './limits';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter, nameIn } from './vendor';

export interface UniversalAnalyticsOptions extends AdapterOptions {
  /** Name of the tracker. Default: the page's default tracker. */
  readonly tracker?: string | undefined;
  /** Whether the events leave the bounce rate alone. Default: `false`. */
  readonly nonInteraction?: boolean | undefined;
}

/**
 * Universal Analytics (analytics.js): `ga('send', { hitType: 'event', … })`, with the time since the event in `queueTime`.
 * The name that the page's snippet gave the function, in `GoogleAnalyticsObject`, is followed.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.google.com/analytics/devguides/collection/analyticsjs/events
 * @see https://developers.google.com/analytics/devguides/collection/analyticsjs/field-reference for the limits
 */
export function universalAnalytics(options: UniversalAnalyticsOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'universalAnalytics',
      options: { tracker: aString, nonInteraction: aBoolean },
      tool: () => nameIn('GoogleAnalyticsObject', 'ga'),
      send: (ga, { category, action, label, timestamp }, { tracker, nonInteraction }) =>
        ga(tracker ? `${tracker}.send` : 'send', {
          hitType: 'event',
          eventCategory: category,
          eventAction: action,
          ...(label !== undefined && { eventLabel: cutBytes(label, 500) }),
          ...(nonInteraction && { nonInteraction }),
          queueTime: Math.max(0, Date.now() - timestamp),
        }),
    },
    options,
  );
}
