import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type TealiumOptions = AdapterOptions;

/**
 * Tealium iQ: `utag.link({ tealium_event: name, ...parameters })`.
 *
 * @see https://docs.tealium.com/platforms/javascript/track/
 * @example
 * import { tealium } from 'iadvize-callbacks/adapters';
 * iadvize.use(tealium());
 */
export const tealium = /* @__PURE__ */ vendor<TealiumOptions>({
  name: 'tealium',
  tool: 'utag.link',
  send: (link, { name, parameters }) => link({ ...parameters, tealium_event: name }),
});
