import type { Adapter } from '../core/types';
import { fit } from './limits';
import type { AdapterOptions } from './options';
import { createVendorAdapter } from './vendor';

export type HotjarOptions = AdapterOptions;

const limits = { name: 250, refused: /[^\w .:/-]/g };

/**
 * Hotjar: `hj('event', name)`. Hotjar's events have a name and nothing else.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://help.hotjar.com/hc/en-us/articles/36819965075473-Events-API-Reference
 */
export function hotjar(options: HotjarOptions = {}): Adapter {
  return createVendorAdapter('hotjar', options, {}, 'hj', (hj, event) => hj('event', fit(event, limits)[0]));
}
