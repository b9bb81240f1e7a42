import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface MixpanelOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.mixpanel`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * Mixpanel: `mixpanel.track(name, properties)`, with the time of the event in the property `time` (Unix seconds)
 * and its page in `$current_url`.
 *
 * @see https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript
 * @see https://docs.mixpanel.com/docs/data-structure/property-reference/data-type for the limits
 * @example
 * import { mixpanel } from 'iadvize-callbacks/adapters';
 * iadvize.use(mixpanel());
 */
export const mixpanel = /* @__PURE__ */ vendor<MixpanelOptions>({
  name: 'mixpanel',
  client: ['track'],
  tool: 'mixpanel.track',
  limits: { name: 255, key: 255, value: 255, count: 254 },
  hasPage: true,
  send: (track, { name, parameters, timestamp, page }) =>
    track(name, { ...(page && { $current_url: page }), ...parameters, time: timestamp / 1000 }),
});
