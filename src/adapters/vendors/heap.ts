import type { Adapter } from '../../core/types';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export type HeapOptions = AdapterOptions;

/**
 * Heap: `heap.track(name, properties)`. Heap has no field for the time of an event: it counts when it is sent.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.heap.io/reference/track
 */
export function heap(options: HeapOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'heap',
      options: {},
      tool: 'heap.track',
      limits: { name: 1024, key: 512, value: 1024 },
      send: (track, { name, parameters }) => track(name, parameters),
    },
    options,
  );
}
