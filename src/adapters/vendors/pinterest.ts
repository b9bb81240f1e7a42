import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type PinterestOptions = AdapterOptions;

/**
 * Pinterest tag: `pintrk('track', name, parameters)`. An event of one's own serves audiences; what is to be reported as a
 * conversion has one of Pinterest's names, which `rename` gives: `{ chatStarted: 'lead' }`.
 *
 * @see https://help.pinterest.com/en/business/article/add-event-codes
 */
export const pinterest = /* @__PURE__ */ vendor<PinterestOptions>({
  name: 'pinterest',
  tool: 'pintrk',
  send: (pintrk, { name, parameters }) => pintrk('track', name, parameters),
});
