import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface MixpanelOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.mixpanel`. */
  readonly client?: Client<'track'> | undefined;
}

const limits = { name: 255, key: 255, value: 255, count: 254 };

/**
 * Mixpanel: `mixpanel.track(name, properties)`, with the time of the event in the property `time` (Unix seconds).
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript
 * @see https://docs.mixpanel.com/docs/data-structure/property-reference/data-type for the limits
 */
export function mixpanel(options: MixpanelOptions = {}): Adapter {
  return createVendorAdapter('mixpanel', options, {}, 'mixpanel.track', (track, event) => {
    const [name, properties] = fit(event, limits);
    track(name, { ...properties, time: event.timestamp / 1000 });
  });
}
