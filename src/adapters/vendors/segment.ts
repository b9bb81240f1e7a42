import type { Adapter } from '../../core/types';
import { clientWith } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';
import type { Client } from './vendor';

export interface SegmentOptions extends AdapterOptions {
  /** Analytics.js, where the site imports it: what `AnalyticsBrowser.load` returns. Default: `window.analytics`. */
  readonly client?: Client<'track'> | undefined;
}

/**
 * Segment: `analytics.track(name, properties, { timestamp })`, with the time of the event.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://segment.com/docs/connections/sources/catalog/libraries/website/javascript/#track
 */
export function segment(options: SegmentOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'segment',
      options: { client: clientWith('track') },
      tool: 'analytics.track',
      send: (track, { name, parameters, timestamp }) => track(name, parameters, { timestamp: new Date(timestamp) }),
    },
    options,
  );
}
