import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type UmamiOptions = AdapterOptions;

/**
 * Umami: `umami.track((properties) => ({ ...properties, url, name, data }))`, where `url` is the event's page. Umami has no
 * field for the time of an event: it counts when it is sent.
 *
 * @see https://umami.is/docs/tracker-functions
 * @see https://umami.is/docs/track-events for the limit
 * @example
 * import { umami } from 'iadvize-callbacks/adapters';
 * iadvize.use(umami());
 */
export const umami = /* @__PURE__ */ vendor<UmamiOptions>({
  name: 'umami',
  tool: 'umami.track',
  limits: { name: 50 },
  hasPage: true,
  send: (track, { name, parameters, page }) =>
    track((properties: object) => ({ ...properties, ...(page && { url: page }), name, data: parameters })),
});
