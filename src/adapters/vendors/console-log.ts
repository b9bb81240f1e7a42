import type { Adapter } from '../../core/types';
import { createAdapter } from '../pipeline/create-adapter';
import type { AdapterOptions } from '../pipeline/options';

/**
 * Logs each event to the console as analytics tools get it, to see what another adapter would send.
 * @example
 * import { consoleLog } from 'iadvize-callbacks/adapters';
 * iadvize.use(consoleLog());
 */
export function consoleLog(options?: AdapterOptions): Adapter {
  return createAdapter(
    {
      name: 'console',
      find: () => console,
      send: (tool, { name, label, parameters, page, timestamp }) =>
        tool.log(name, label, parameters, page, new Date(timestamp)),
    },
    options,
  );
}
