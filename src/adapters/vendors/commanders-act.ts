import type { Adapter } from '../../core/types';
import type { AdapterOptions } from '../pipeline/options';
import { createVendorAdapter } from './vendor';

export type CommandersActOptions = AdapterOptions;

/**
 * Commanders Act: `cact('trigger', name, parameters)`. The platform stamps the time at which it is sent.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://doc.commandersact.com/features/sources/sources-catalog/web/js-sdk
 */
export function commandersAct(options: CommandersActOptions = {}): Adapter {
  return createVendorAdapter(
    {
      name: 'commandersAct',
      options: {},
      tool: 'cact',
      send: (cact, { name, parameters }) => cact('trigger', name, parameters),
    },
    options,
  );
}
