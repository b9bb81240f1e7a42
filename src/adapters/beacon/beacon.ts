import type { Adapter } from '../../core/types';
import { aBoolean, has, ownOptions, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import type { AnalyticsEvent, ParameterValue } from '../pipeline/analytics-event';
import type { AdapterOptions } from '../pipeline/options';
import { createPipeline, notCalled } from '../pipeline/pipeline';
import { createOutbox } from './outbox';

/** What the endpoint gets of an event. */
export interface BeaconEvent {
  /** The event's own id. An event that is sent again, because no answer came, keeps it: count each id once. */
  readonly id: string;
  /** The name for analytics, such as `'iadvize_chat_started'`. */
  readonly name: string;
  /** The event's name, such as `'chatStarted'`. */
  readonly type: AnalyticsEvent['type'];
  /** When the tag reported it, in epoch milliseconds. */
  readonly timestamp: number;
  /** Where it happened: origin and path, or the whole address where `include` has `'page'`. */
  readonly page?: string | undefined;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

export interface BeaconOptions extends AdapterOptions {
  /** How long events are gathered before they are sent, in milliseconds. Default: 1000. */
  readonly interval?: number | undefined;
  /**
   * Whether what has not reached the endpoint is kept in `localStorage`, for another tab or the site's next page, in case
   * this one is closed or crashes. Default: `true`.
   */
  readonly persist?: boolean | undefined;
}

const checks: OptionChecks<Exclude<keyof BeaconOptions, keyof AdapterOptions>> = {
  interval: ['a number from 0', (value) => Number(value) === value && value >= 0],
  persist: aBoolean,
};

function isAddress(url: string | URL): boolean {
  try {
    const address = typeof url === 'string' ? url : url.href;
    // An empty one would be that of the page itself.
    return address.trim() !== '' && !!new URL(address, location.href);
  } catch {
    return false;
  }
}

/**
 * Sends events to an endpoint of the site: `POST`, `application/json`, `{ "events": [BeaconEvent, …] }`; any 2xx
 * answers it. Batches hold up to 30,000 bytes, one at a time, in order. Without an answer within ten seconds, or with a
 * 408, 429 or 5xx, a batch is sent again after about one second, then two, up to a minute, or after what `Retry-After`
 * says; with another 4xx it is dropped. While the browser is offline everything waits, 10,000 events at most.
 *
 * Waiting events are in storage within a second: the newest million characters. When the page is hidden or left, they
 * are sent by `navigator.sendBeacon`, batches at once and in no order, unless the endpoint failed to answer before.
 * Another tab or the site's next page sends what a page that ended or crashed has left there.
 *
 * An endpoint on another origin must answer the browser's preflight for this content type, and name `Retry-After` in
 * `Access-Control-Expose-Headers`.
 *
 * @throws TypeError from `use` where the address or an option is wrong, naming it.
 * @example
 * import { beacon } from 'iadvize-callbacks/adapters';
 * iadvize.use(beacon('/events', { events: ['chatStarted', 'chatEnded'] }));
 */
export function beacon(url: string | URL, options: BeaconOptions = {}): Adapter {
  if (has(url, 'use')) throw notCalled('beacon');
  const { interval, persist } = ownOptions(options);
  const adapter = createPipeline(
    { name: 'beacon', options: checks, open: (pipeline) => createOutbox(pipeline, String(url), interval, persist) },
    options,
  );
  return (iadvize) => {
    if (!isAddress(url)) throw wrong('Address of the beacon', 'a URL', url);
    return adapter(iadvize);
  };
}
