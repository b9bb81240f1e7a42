import mitt from 'mitt';
import { attempt } from './attempt';
import { eventNameOf } from './callbacks';
import type { IAdvizeEvent } from './event';
import { own } from './own';
import type { Listener, OnceOptions, OnOptions, Stop } from './types';

/** At least this many of the last events are remembered, and at most twice as many. */
const historyLimit = 1000;

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
  const emitter = mitt<Record<string, IAdvizeEvent>>();
  const history: IAdvizeEvent[] = [];
  /** The event that is being delivered. */
  let current: IAdvizeEvent | undefined;
  /** Events that fired while another was being delivered. */
  const behind: IAdvizeEvent[] = [];
  /** What has not ended yet, by the function that ends it; with the type and listener of what `on` began. */
  const begun = new Map<Stop, readonly [type?: string, listener?: Listener]>();

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
      emitter.off(type as '*', receive);
    };

    const abort = () => {
      stop();
      // Chromium before 98 and Safari before 15.4 have no reason.
      aborted?.(signal?.reason ?? new DOMException('Aborted', 'AbortError'));
    };

    /** mitt passes the name first to those who listen to every event. */
    const receive = (name: unknown, event = name as IAdvizeEvent) => {
      if (event === underWay || !begun.has(stop)) return;
      if (once) stop();
      attempt(() => listener(event));
    };

    // On a server nothing fires, and what is kept here would stay in memory from one request to the next.
    if (typeof window !== 'undefined') begun.set(stop, [type, listener]);
    signal?.addEventListener('abort', abort);
    if (signal?.aborted) abort();
    if (own(options, 'replay')) {
      for (const event of history) if (type === '*' || type === event.type) receive({ ...event, replayed: true });
    }
    if (begun.has(stop)) emitter.on(type as '*', receive);
    return stop;
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
      for (let next: IAdvizeEvent | undefined = event; next; next = behind.shift()) {
        current = next;
        // Trimmed now and then: to shift a long array at each event costs more than the event.
        if (history.push(next) === 2 * historyLimit) history.splice(0, historyLimit);
        emitter.emit(next.type, next);
      }
      current = undefined;
    },

    off(type, listener) {
      check(type, listener);
      for (const [stop, of] of begun) if (of[0] === type && of[1] === listener) stop();
    },

    once(type, options) {
      check(type, check);
      return new Promise((resolve, reject) => on(type, resolve, { ...options, once: true }, reject));
    },

    begin(end) {
      const stop = () => {
        if (begun.delete(stop)) end();
      };
      begun.set(stop, []);
      return stop;
    },

    clear() {
      for (const stop of begun.keys()) attempt(stop);
      history.length = 0;
    },
  };
}
