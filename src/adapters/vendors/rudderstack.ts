import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface RudderstackOptions extends AdapterOptions {
  /** The SDK, where the site imports it: its `RudderAnalytics` instance. Default: `window.rudderanalytics`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * RudderStack: `rudderanalytics.track(name, properties, { originalTimestamp })`, with the time of the event.
 *
 * @see https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/
 * @example
 * import { rudderstack } from 'iadvize-callbacks/adapters';
 * iadvize.use(rudderstack());
 */
export const rudderstack = /* @__PURE__ */ vendor<RudderstackOptions>({
  name: 'rudderstack',
  client: ['track'],
  tool: 'rudderanalytics.track',
  hasPage: true,
  send: (track, { name, parameters, timestamp, page }) =>
    track(name, parameters, {
      originalTimestamp: new Date(timestamp).toISOString(),
      ...(page && { page: { url: page, path: new URL(page).pathname, search: '' } }),
    }),
});
