import type { EventName } from '../../core/callbacks';
import type { AdapterOptions } from '../pipeline/options';
import { conversionsOf, numericConversions } from './conversions';
import { vendor } from './vendor';

export interface LinkedinInsightOptions extends AdapterOptions {
  /** Id of the conversion that an event is, by the event's name: `{ chatStarted: 1234567 }`. Other events are not sent. */
  readonly conversions: Readonly<Partial<Record<EventName, number>>>;
}

/**
 * LinkedIn Insight Tag: `lintrk('track', { conversion_id })`, which takes nothing else.
 *
 * @see https://www.linkedin.com/help/lms/answer/a1655394
 * @example
 * import { linkedinInsight } from 'iadvize-callbacks/adapters';
 * iadvize.use(linkedinInsight({ conversions: { chatStarted: 1234567 } }));
 */
export const linkedinInsight = /* @__PURE__ */ vendor<LinkedinInsightOptions>({
  name: 'linkedinInsight',
  options: { conversions: numericConversions },
  events: conversionsOf,
  tool: 'lintrk',
  send: (lintrk, { type }, { conversions }) => lintrk('track', { conversion_id: conversions[type] }),
});
