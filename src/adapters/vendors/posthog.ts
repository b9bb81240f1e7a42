import type { Adapter } from '../../core/types';
import { clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface PosthogOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.posthog`. */
  readonly client?: Client<'capture'> | undefined;
}

/**
 * PostHog: `posthog.capture(name, properties, { timestamp })`, with the time of the event.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://posthog.com/docs/product-analytics/capture-events
 */
export function posthog(options: PosthogOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'posthog',
      options: { client: clientWith('capture') },
      tool: 'posthog.capture',
      send: (capture, { name, parameters, timestamp }) => capture(name, parameters, { timestamp: new Date(timestamp) }),
    },
    options,
  );
}
