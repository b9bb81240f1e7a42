import mitt from 'mitt';
import { attempt } from './attempt';
import { eventNameOf } from './callbacks';
import type { IAdvizeEvent } from './event';
import { own } from './own';
import type { Listener, OnceOptions, OnOptions, Stop } from './types';

/** How many events are remembered at least, and half of how many at most. */
const historyLimit = 1000;

/** The listeners of a page, and what has fired there. */
export interface Events {
  /** What has been delivered, oldest first. */
  readonly history: readonly IAdvizeEvent[];
  /** @throws TypeError that names what is wrong. */
  readonly check: (type: string, listener: unknown) => void;
  /** Delivers an event; one that fires meanwhile is delivered next. */
  readonly emit: (event: IAdvizeEvent) => void;
  readonly on: (type: string, listener: Listener, options?: OnOptions) => Stop;
  readonly off: (type: string, listener: Listener) => void;
  readonly once: (type: string, options?: OnceOptions) => Promise<IAdvizeEvent>;
  /** Returns what calls `end`, once; `clear` does as well. */
  readonly begin: (end: Stop) => Stop;
  /** Ends what has begun, and forgets what has fired. */
  readonly clear: () => void;
}

/** @param names the callbacks whose events there are; may grow. */
export function createEvents(names: readonly string[]): Events {
  const emitter = mitt<Record<string, IAdvizeEvent>>();
  const history: IAdvizeEvent[] = [];
  /** What is being delivered. */
  let current: IAdvizeEvent | undefined;
  /** What a listener made the tag call meanwhile. */
  const behind: IAdvizeEvent[] = [];
  /** What has begun, by what ends it; the type and the listener where `on` began it. */
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
    // What is being delivered is not for a newcomer, unless it asks for a replay.
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

    // Without a window nothing fires, and what is kept would stay from one request to the next.
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
