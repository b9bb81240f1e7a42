import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface SegmentOptions extends AdapterOptions {
  /** Analytics.js, where the site imports it: what `AnalyticsBrowser.load` returns. Default: `window.analytics`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * Segment: `analytics.track(name, properties, { timestamp })`, with the time of the event, and its page in the
 * option `context.page`.
 *
 * @see https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/#track
 * @example
 * import { segment } from 'iadvize-callbacks/adapters';
 * iadvize.use(segment());
 */
export const segment = /* @__PURE__ */ vendor<SegmentOptions>({
  name: 'segment',
  client: ['track'],
  tool: 'analytics.track',
  hasPage: true,
  send: (track, { name, parameters, timestamp, page }) =>
    track(name, parameters, {
      timestamp: new Date(timestamp),
      ...(page && { context: { page: { url: page, path: new URL(page).pathname, search: '' } } }),
    }),
});
