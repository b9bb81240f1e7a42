import { readFields, text as readText } from '../core/fields';
import type { Adapter } from '../core/types';
import type { AdapterOptions } from './options';
import { queue } from './tool';
import { createVendorAdapter, text } from './vendor';

export interface ClassicAnalyticsOptions extends AdapterOptions {
  /** Name of the tracker. Default: the page's default tracker. */
  readonly tracker?: string | undefined;
}

/**
 * Classic Google Analytics (ga.js): `_gaq.push(['_trackEvent', category, action, label])`. For the start and end of chats
 * and calls, exactly the calls of the example in iAdvize's developer documentation of 2016, which labels the end of a
 * chat, like its start, with `startedBy`.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 * @see https://developers.google.com/analytics/devguides/collection/gajs/eventTrackerGuide
 */
export function classicAnalytics(options: ClassicAnalyticsOptions = {}): Adapter {
  return createVendorAdapter(options, { tracker: text }, ({ tracker }) => {
    const command = tracker ? `${tracker}._trackEvent` : '_trackEvent';
    return {
      name: 'classicAnalytics',
      find: () => queue('_gaq'),
      send(push, { category, action, label, type, event }) {
        if (type === 'chatStarted' || type === 'chatEnded') {
          push([command, category, action, readFields(event.raw, { startedBy: readText }).startedBy]);
        } else push([command, category, action, ...(label === undefined ? [] : [label])]);
      },
    };
  });
}
