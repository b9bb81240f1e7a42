import { attempt } from './attempt';
import { eventNameOf } from './callbacks';
import type { IAdvizeEvent } from './event';
import { own } from './own';
import type { Listener, OnceOptions, OnOptions, Stop } from './types';

/** At least this many of the last events are remembered, and at most twice as many. */
const historyLimit = 1000;

/** What `on` began. */
interface Subscription {
  readonly type: string;
  readonly listener: Listener;
  /** Takes an event of that type; absent until what fired before has been replayed. */
  receive?(event: IAdvizeEvent): void;
}

const isFor = (type: string, event: IAdvizeEvent) => type === '*' || type === event.type;

/** The listeners of a page, and what has fired there. */
export interface Events {
  /** The events that were delivered, oldest first. */
  readonly history: readonly IAdvizeEvent[];
  /** @throws TypeError that names what is wrong. */
  readonly check: (type: string, listener: unknown) => void;
  /** Delivers an event; one that fires meanwhile is delivered next. */
  readonly emit: (event: IAdvizeEvent) => void;
  readonly on: (type: string, listener: Listener, options?: OnOptions) => Stop;
  readonly off: (type: string, listener: Listener) => void;
  readonly once: (type: string, options?: OnceOptions) => Promise<IAdvizeEvent>;
  /** Returns a function that calls `end`, as `clear` does; it is called once. */
  readonly begin: (end: Stop) => Stop;
  /** Ends every subscription and adapter, and forgets what has fired. */
  readonly clear: () => void;
}

/** @param names the callbacks whose events there are; may grow. */
export function createEvents(names: readonly string[]): Events {
  const history: IAdvizeEvent[] = [];
  /** The event that is being delivered. */
  let current: IAdvizeEvent | undefined;
  /** Events that fired while another was being delivered. */
  const behind: IAdvizeEvent[] = [];
  /** What has not ended yet, subscriptions and adapters, by the function that ends it. */
  const begun = new Map<Stop, Subscription | undefined>();

  function check(type: string, listener: unknown): void {
    const types = ['*', ...names.map(eventNameOf)];
    if (!types.includes(type)) throw new TypeError(`No event ${String(type)}, only ${types.join(', ')}`);
    if (typeof listener !== 'function') throw new TypeError(`Expected a function, not ${typeof listener}`);
  }

  function on(type: string, listener: Listener, options: OnOptions = {}, aborted?: (reason: unknown) => void): Stop {
    check(type, listener);
    const signal = own(options, 'signal');
    const once = own(options, 'once');
    // Who subscribes during a delivery does not get that event, unless with a replay.
    const underWay = current;

    const stop = () => {
      begun.delete(stop);
      signal?.removeEventListener('abort', abort);
    };

    const abort = () => {
      stop();
      // Chromium before 98 and Safari before 15.4 have no reason.
      aborted?.(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
    };

    const receive = (event: IAdvizeEvent) => {
      if (event === underWay) return;
      if (once) stop();
      attempt(() => listener(event));
    };

    const subscription: Subscription = { type, listener };
    // On a server nothing fires, and what is kept here would stay in memory from one request to the next.
    if (typeof window !== 'undefined') begun.set(stop, subscription);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    if (own(options, 'replay')) {
      for (const event of history) if (isFor(type, event) && begun.has(stop)) receive({ ...event, replayed: true });
    }
    subscription.receive = receive;
    return stop;
  }

  function deliver(event: IAdvizeEvent): void {
    current = event;
    // Trimmed now and then: to shift a long array at each event costs more than the event.
    if (history.push(event) === 2 * historyLimit) history.splice(0, historyLimit);
    for (const subscription of begun.values()) {
      if (subscription && isFor(subscription.type, event)) subscription.receive?.(event);
    }
    current = undefined;
  }

  return {
    history,
    check,
    on,

    emit(event) {
      if (current) {
        behind.push(event);
        return;
      }
      deliver(event);
      // To empty an array takes a quarter of the event's time.
      if (!behind.length) return;
      for (const next of behind) deliver(next);
      behind.length = 0;
    },

    off(type, listener) {
      check(type, listener);
      for (const [stop, subscription] of begun) {
        if (subscription?.type === type && subscription.listener === listener) stop();
      }
    },

    once(type, options) {
      check(type, check);
      return new Promise((resolve, reject) => on(type, resolve, { ...options, once: true }, reject));
    },

    begin(end) {
      const stop = () => {
        if (begun.delete(stop)) end();
      };
      begun.set(stop, undefined);
      return stop;
    },

    clear() {
      for (const stop of begun.keys()) attempt(stop);
      history.length = 0;
    },
  };
}
