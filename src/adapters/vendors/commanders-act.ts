import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type CommandersActOptions = AdapterOptions;

/**
 * Commanders Act: `cact('trigger', name, parameters)`. The platform stamps the time at which it is sent.
 *
 * @see https://doc.commandersact.com/features/sources/sources-catalog/web/js-sdk
 * @example
 * import { commandersAct } from 'iadvize-callbacks/adapters';
 * iadvize.use(commandersAct());
 */
export const commandersAct = /* @__PURE__ */ vendor<CommandersActOptions>({
  name: 'commandersAct',
  tool: 'cact',
  send: (cact, { name, parameters }) => cact('trigger', name, parameters),
});
