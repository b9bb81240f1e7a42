import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type TiktokOptions = AdapterOptions;

/**
 * TikTok Pixel: `ttq.track(name, parameters)`. The pixel has no field for the time of an event: it counts when it is sent.
 * Campaigns are optimised for TikTok's own event names: give those with `rename`, `{ chatStarted: 'Contact' }`.
 *
 * @see https://ads.tiktok.com/help/article/standard-events-parameters
 * @example
 * import { tiktok } from 'iadvize-callbacks/adapters';
 * iadvize.use(tiktok({ events: ['chatStarted'], rename: { chatStarted: 'Contact' } }));
 */
export const tiktok = /* @__PURE__ */ vendor<TiktokOptions>({
  name: 'tiktok',
  tool: 'ttq.track',
  send: (track, { name, parameters }) => track(name, parameters),
});
