import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type HotjarOptions = AdapterOptions;

/**
 * Hotjar: `hj('event', name)`. Hotjar's events have a name and nothing else.
 *
 * @see https://help.hotjar.com/hc/en-us/articles/36819965075473-Events-API-Reference
 * @example
 * import { hotjar } from 'iadvize-callbacks/adapters';
 * iadvize.use(hotjar());
 */
export const hotjar = /* @__PURE__ */ vendor<HotjarOptions>({
  name: 'hotjar',
  tool: 'hj',
  limits: { name: 250, refused: /[^\w .:/-]/g },
  send: (hj, { name }) => hj('event', name),
});
