import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type PinterestOptions = AdapterOptions;

/**
 * Pinterest tag: `pintrk('track', name, parameters)`. Custom names serve audiences. For an event to be reported as a
 * conversion, `rename` gives it one of Pinterest's names: `{ chatStarted: 'lead' }`.
 *
 * @see https://help.pinterest.com/en/business/article/add-event-codes
 * @example
 * import { pinterest } from 'iadvize-callbacks/adapters';
 * iadvize.use(pinterest({ events: ['chatStarted'], rename: { chatStarted: 'lead' } }));
 */
export const pinterest = /* @__PURE__ */ vendor<PinterestOptions>({
  name: 'pinterest',
  tool: 'pintrk',
  send: (pintrk, { name, parameters }) => pintrk('track', name, parameters),
});
