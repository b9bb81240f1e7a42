import { attempt } from '../../core/attempt';
import type { Adapter } from '../../core/types';
import type { AnalyticsEvent, ParameterValue } from '../pipeline/analytics-event';
import { aBoolean, checkOptions, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { followConsent } from '../pipeline/consent';
import { createAdapter } from '../pipeline/create-adapter';
import { isHidden, onLeave } from '../pipeline/delivery';
import { keepEvents, takeEvents } from './kept-events';
import { checks } from '../pipeline/options';
import type { AdapterOptions } from '../pipeline/options';

/** What the endpoint gets of an event. */
export interface BeaconEvent {
  /** Its own, and the same when it is sent again because no answer came: an endpoint counts each id once. */
  readonly id: string;
  /** Such as `'iadvize_chat_started'`. */
  readonly name: string;
  /** Such as `'chatStarted'`. */
  readonly type: AnalyticsEvent['type'];
  /** In epoch milliseconds. */
  readonly timestamp: number;
  readonly parameters: Readonly<Record<string, ParameterValue>>;
}

export interface BeaconOptions extends AdapterOptions {
  /** For how long events are gathered before they are sent, in milliseconds. Default: 1000. */
  readonly interval?: number | undefined;
  /**
   * Whether what could not leave a page that was closed is kept in `localStorage` for the site's next page.
   * Default: `true`.
   */
  readonly persist?: boolean | undefined;
}

/** What browsers let outlive the page, in bytes, of all its requests together. */
const keepaliveLimit = 65_536;
/** How much a batch may hold, in bytes of events. */
const batchLimit = 60_000;
/** How many events wait for the endpoint; older ones make room. */
const waitingLimit = 10_000;
/** For how long the endpoint may take to answer, in milliseconds. */
const answerLimit = 10_000;
/** The longest pause between two attempts, in milliseconds; the first is one second, each next one twice as long. */
const pauseLimit = 60_000;

/** Whether another attempt may fare better. */
const isPassing = (status: number) => status >= 500 || status === 408 || status === 429;

const byteLength = (text: string) => new TextEncoder().encode(text).length;

const type = 'application/json';
const bodyOf = (events: readonly string[]) => `{"events":[${events.join()}]}`;

const own: OptionChecks<Exclude<keyof BeaconOptions, keyof AdapterOptions>> = {
  interval: ['a number from 0', (value) => Number(value) === value && value >= 0],
  persist: aBoolean,
};

function isAddress(url: string | URL): boolean {
  try {
    return !!new URL(url, location.href);
  } catch {
    return false;
  }
}

/**
 * Sends events to an endpoint of the site: `POST`, `application/json`, `{ "events": [BeaconEvent, …] }`, any 2xx for an
 * answer. Batches hold up to 60,000 bytes, one at a time, in order. Without an answer within ten seconds, or with a 408, 429
 * or 5xx, a batch is sent again after one second, then two, up to a minute; with another 4xx it is dropped. While the browser
 * is offline everything waits, 10,000 events at most. When the page is hidden or left, what is waiting goes by
 * `navigator.sendBeacon`, and what that does not take, or the endpoint did not answer before, is kept in storage, the newest
 * million characters of it.
 *
 * An endpoint on another origin must answer the browser's preflight for this content type.
 *
 * @throws TypeError from `use` where the address or an option is wrong, naming it.
 */
export function beacon(url: string | URL, options: BeaconOptions = {}): Adapter {
  return (iadvize) => {
    if (!isAddress(url)) throw wrong('Address of the beacon', 'a URL', url);
    checkOptions(options, { ...checks, ...own });
    const { interval = 1000, persist = true, onDropped } = options;
    const address = String(url);
    const page = Math.random().toString(36).slice(2);
    const life = new AbortController();
    /** Each as JSON, oldest first. */
    const waiting: string[] = [];
    /** How many of them the current request carries. */
    let sending = 0;
    let request: AbortController | undefined;
    let count = 0;
    let failures = 0;
    let timer: ReturnType<typeof setTimeout> | undefined;
    let leaving = false;

    const drop = (from: number, number: number) => {
      const { length } = waiting.splice(from, number);
      if (length) attempt(() => onDropped?.(length));
    };

    const cancel = () => {
      request?.abort();
      request = undefined;
      sending = 0;
    };

    const refuse = () => {
      cancel();
      if (persist) takeEvents(address);
      drop(0, Infinity);
    };

    /** The next batch of what is not being sent. */
    const nextBatch = () => {
      let end = sending;
      for (let size = 0; end < waiting.length; end += 1) {
        size += byteLength(waiting[end] ?? '') + 1;
        if (end > sending && size > batchLimit) break;
      }
      return waiting.slice(sending, end);
    };

    const sendLater = (pause: number) => {
      timer ??= setTimeout(() => void send(), pause);
    };

    const send = async (): Promise<void> => {
      clearTimeout(timer);
      timer = undefined;
      if (request) return;
      // What earlier pages kept must not be lost with a page that is never shown.
      if (document.prerendering) return sendLater(interval);
      const granted = consent.ask();
      if (granted === false) return refuse();
      if (granted === true && persist) waiting.unshift(...takeEvents(address));
      if (!waiting.length) return;
      if (granted !== true || !navigator.onLine) return sendLater(interval);

      const batch = nextBatch();
      const body = bodyOf(batch);
      const current = new AbortController();
      const limit = setTimeout(() => current.abort(), answerLimit);
      let status = 0;
      request = current;
      sending = batch.length;
      try {
        const keepalive = byteLength(body) < keepaliveLimit;
        const headers = { 'content-type': type };
        const answer = await fetch(address, { method: 'POST', headers, body, keepalive, signal: current.signal });
        // Until the answer is read to its end, it counts among what may outlive the page.
        await answer.text();
        ({ status } = answer);
      } catch {
        // No answer.
      }
      clearTimeout(limit);
      // Cancelled meanwhile.
      if (request !== current) return;
      request = undefined;
      sending = 0;
      if (!status || isPassing(status)) {
        sendLater(Math.min(1000 * 2 ** failures, pauseLimit));
        failures += 1;
        return;
      }
      failures = 0;
      if (status < 400) waiting.splice(0, batch.length);
      else drop(0, batch.length);
      if (waiting.length) sendLater(0);
    };

    const leave = () => {
      leaving = false;
      const granted = consent.ask();
      if (granted === false) refuse();
      if (granted !== true) return;
      const reachable = !failures && navigator.onLine;
      const handOver = () => {
        for (let batch; (batch = nextBatch()).length; waiting.splice(sending, batch.length)) {
          if (!navigator.sendBeacon?.(address, new Blob([bodyOf(batch)], { type }))) break;
        }
      };
      // A request under way outlives the page, but who would send it again?
      if (!reachable) cancel();
      else handOver();
      if (persist && waiting.length > sending) waiting.push(...keepEvents(address, waiting.splice(sending)));
      if (!reachable) handOver();
      // The page may come back.
      sendLater(interval);
    };

    const add = ({ name, type, timestamp, parameters }: AnalyticsEvent) => {
      const event: BeaconEvent = { id: `${page}-${count}`, name, type, timestamp, parameters };
      count += 1;
      waiting.push(JSON.stringify(event));
      drop(sending, waiting.length - waitingLimit);
      if (!isHidden()) sendLater(interval);
      else if (!leaving) {
        leaving = true;
        queueMicrotask(leave);
      }
    };

    const adapter = createAdapter<typeof add>(
      {
        name: 'beacon',
        options: own,
        find: () => add,
        send: (add, event) => add(event),
        end() {
          leave();
          drop(sending, Infinity);
          // What is being sent may fail, and the page be left before it is sent again.
          if (sending) return;
          // Nor may it take up again what it has just put aside.
          clearTimeout(timer);
          life.abort();
          attempt(consent.stop);
        },
      },
      options,
    );
    const stop = adapter(iadvize);
    const consent = followConsent(options.consent ?? true, (answer) => (answer === false ? refuse() : sendLater(0)));
    // After the adapter's own, which hands over what it has.
    onLeave(leave, life.signal);
    void send();
    return stop;
  };
}
