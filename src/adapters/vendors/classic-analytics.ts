import { readFields, text } from '../../core/fields';
import { aString } from '../../shared/check-options';
import type { AdapterOptions } from '../pipeline/options';
import { vendor } from './vendor';

export interface ClassicAnalyticsOptions extends AdapterOptions {
  /** Name of the tracker. Default: the page's default tracker. */
  readonly tracker?: string | undefined;
}

/**
 * Classic Google Analytics (ga.js): `_gaq.push(['_trackEvent', category, action, label])`. For the start and end of chats
 * and calls, exactly the calls of the example in iAdvize's developer documentation of 2016, which labels the end of a
 * chat, like its start, with `startedBy`.
 *
 * @see https://developers.google.com/analytics/devguides/collection/gajs/eventTrackerGuide
 * @example
 * import { classicAnalytics } from 'iadvize-callbacks/adapters';
 * iadvize.use(classicAnalytics({ events: ['chatStarted', 'chatEnded', 'callStarted', 'callEnded'] }));
 */
export const classicAnalytics = /* @__PURE__ */ vendor<ClassicAnalyticsOptions>({
  name: 'classicAnalytics',
  options: { tracker: aString },
  tool: '_gaq.push',
  send(push, { category, action, label, type, event }, { tracker }) {
    const rest =
      type === 'chatStarted' || type === 'chatEnded'
        ? [readFields(event.raw, ({ startedBy }) => text(startedBy))]
        : label === undefined
          ? []
          : [label];
    push([tracker ? `${tracker}._trackEvent` : '_trackEvent', category, action, ...rest]);
  },
});
