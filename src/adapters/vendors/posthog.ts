import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';
import type { Client } from './vendor';

export interface PosthogOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.posthog`. */
  readonly client?: Client<'capture'> | undefined;
}

/**
 * PostHog: `posthog.capture(name, properties, { timestamp })`, with the time of the event, and its page in the
 * property `$current_url`.
 *
 * @see https://posthog.com/docs/product-analytics/capture-events
 * @example
 * import { posthog } from 'iadvize-callbacks/adapters';
 * iadvize.use(posthog());
 */
export const posthog = /* @__PURE__ */ vendor<PosthogOptions>({
  name: 'posthog',
  client: ['capture'],
  tool: 'posthog.capture',
  hasPage: true,
  send: (capture, { name, parameters, timestamp, page }) =>
    capture(name, { ...(page && { $current_url: page }), ...parameters }, { timestamp: new Date(timestamp) }),
});
