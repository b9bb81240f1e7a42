import type { Adapter } from '../../core/types';
import { clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface MixpanelOptions extends AdapterOptions {
  /** The SDK, where the site imports it. Default: `window.mixpanel`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * Mixpanel: `mixpanel.track(name, properties)`, with the time of the event in the property `time` (Unix seconds).
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://docs.mixpanel.com/docs/tracking-methods/sdks/javascript
 * @see https://docs.mixpanel.com/docs/data-structure/property-reference/data-type for the limits
 */
export function mixpanel(options: MixpanelOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'mixpanel',
      options: { client: clientWith('track') },
      tool: 'mixpanel.track',
      limits: { name: 255, key: 255, value: 255, count: 254 },
      send: (track, { name, parameters, timestamp }) => track(name, { ...parameters, time: timestamp / 1000 }),
    },
    options,
  );
}
