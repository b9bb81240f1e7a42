import type { Adapter } from '../../core/types';
import { clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface RudderstackOptions extends AdapterOptions {
  /** The SDK, where the site imports it: its `RudderAnalytics` instance. Default: `window.rudderanalytics`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * RudderStack: `rudderanalytics.track(name, properties, { originalTimestamp })`, with the time of the event.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://www.rudderstack.com/docs/sources/event-streams/sdks/rudderstack-javascript-sdk/supported-api/
 */
export function rudderstack(options: RudderstackOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'rudderstack',
      options: { client: clientWith('track') },
      tool: 'rudderanalytics.track',
      send: (track, { name, parameters, timestamp }) =>
        track(name, parameters, { originalTimestamp: new Date(timestamp).toISOString() }),
    },
    options,
  );
}
