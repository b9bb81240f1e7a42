import type { Adapter } from '../../core/types';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export type TealiumOptions = AdapterOptions;

/**
 * Tealium iQ: `utag.link({ tealium_event: name, ...parameters })`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://docs.tealium.com/platforms/javascript/track/
 */
export function tealium(options: TealiumOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'tealium',
      options: {},
      tool: 'utag.link',
      send: (link, { name, parameters }) => link({ ...parameters, tealium_event: name }),
    },
    options,
  );
}
