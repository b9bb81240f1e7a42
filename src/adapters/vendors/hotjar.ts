import type { Adapter } from '../../core/types';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export type HotjarOptions = AdapterOptions;

/**
 * Hotjar: `hj('event', name)`. Hotjar's events have a name and nothing else.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://help.hotjar.com/hc/en-us/articles/36819965075473-Events-API-Reference
 */
export function hotjar(options: HotjarOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'hotjar',
      options: {},
      tool: 'hj',
      limits: { name: 250, refused: /[^\w .:/-]/g },
      send: (hj, { name }) => hj('event', name),
    },
    options,
  );
}
