import type { Adapter } from '../core/types';
import { cut, fit } from './limits';
import type { AdapterOptions } from './options';
import { callable, global } from './tool';
import { createVendorAdapter, flag } from './vendor';

export interface ClarityOptions extends AdapterOptions {
  /** Whether the parameters go along as custom tags of the page. Default: `true`. */
  readonly tags?: boolean | undefined;
}

const limits = { name: 255, key: 255 };

/**
 * Microsoft Clarity: `clarity('event', name)`, and `clarity('set', parameter, value)` for each parameter, which go first.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://learn.microsoft.com/en-us/clarity/setup-and-installation/clarity-api
 */
export function clarity(options: ClarityOptions = {}): Adapter {
  return createVendorAdapter(options, { tags: flag }, ({ tags = true }) => ({
    name: 'clarity',
    find: () => callable(global('clarity')),
    send(clarity, event) {
      const [name, parameters] = fit(event, limits);
      for (const [key, value] of Object.entries(tags ? parameters : {})) clarity('set', key, cut(String(value), 255));
      clarity('event', name);
    },
  }));
}
