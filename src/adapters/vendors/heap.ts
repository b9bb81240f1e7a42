import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type HeapOptions = AdapterOptions;

/**
 * Heap: `heap.track(name, properties)`. Heap has no field for the time of an event: it counts when it is sent.
 *
 * @see https://developers.heap.io/reference/track
 * @example
 * import { heap } from 'iadvize-callbacks/adapters';
 * iadvize.use(heap());
 */
export const heap = /* @__PURE__ */ vendor<HeapOptions>({
  name: 'heap',
  tool: 'heap.track',
  limits: { name: 1024, key: 512, value: 1024 },
  send: (track, { name, parameters }) => track(name, parameters),
});
