import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export type MicrosoftUetOptions = AdapterOptions;

/**
 * Microsoft Advertising (Universal Event Tracking): `uetq.push('event', name, { event_category, event_label })`.
 *
 * @see https://help.ads.microsoft.com/apex/index/3/en/56684
 * @example
 * import { microsoftUet } from 'iadvize-callbacks/adapters';
 * iadvize.use(microsoftUet({ events: ['chatStarted'] }));
 */
export const microsoftUet = /* @__PURE__ */ vendor<MicrosoftUetOptions>({
  name: 'microsoftUet',
  tool: 'uetq.push',
  send: (push, { name, category, label }) =>
    push('event', name, { event_category: category, ...(label !== undefined && { event_label: label }) }),
});
