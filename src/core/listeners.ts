import mitt from 'mitt';
import { attempt } from './attempt';
import type { EventName } from './callbacks';
import { eventNames } from './event';
import type { IAdvizeEvent } from './event';
import type { Listener, OnceOptions, OnOptions, Stop } from './types';

type Type = EventName | '*';

/** How many events are remembered at least, and half of how many at most. */
const historyLimit = 1000;

const types: readonly string[] = ['*', .../* @__PURE__ */ Object.values(eventNames)];
const emitter = /* @__PURE__ */ mitt<Record<EventName, IAdvizeEvent>>();
/** What is being delivered, and behind it what a listener made the tag call meanwhile. */
const queue: IAdvizeEvent[] = [];
/** What `on` and `use` began, by what ends it. */
export const begun = new Map<Stop, readonly [type?: Type, listener?: Listener]>();
/** What has been delivered, oldest first. */
export const history: IAdvizeEvent[] = [];

/** @throws TypeError that names what is wrong. */
export function check(type: Type, listener: unknown): void {
  if (!types.includes(type)) throw new TypeError(`No event ${String(type)}, only ${types.join(', ')}`);
  if (typeof listener !== 'function') throw new TypeError(`Expected a function, not ${typeof listener}`);
}

export function emit(event: IAdvizeEvent): void {
  if (queue.push(event) > 1) return;
  for (let next; (next = queue[0]); queue.shift()) {
    // Trimmed now and then: to shift a long array at each event costs more than the event.
    if (history.push(next) === 2 * historyLimit) history.splice(0, historyLimit);
    emitter.emit(next.type, next);
  }
}

export function on(
  type: Type,
  listener: Listener,
  { signal, once, replay }: OnOptions = {},
  reject?: (reason: unknown) => void,
): Stop {
  check(type, listener);
  // What is being delivered is not for a newcomer, unless it asks for a replay.
  const [current] = queue;

  const stop = () => {
    begun.delete(stop);
    signal?.removeEventListener('abort', abort);
    emitter.off(type as '*', receive);
  };

  const abort = () => {
    stop();
    reject?.(signal?.reason);
  };

  /** mitt passes the name first to those who listen to every event. */
  const receive = (name: unknown, event = name as IAdvizeEvent) => {
    if (event === current || !begun.has(stop)) return;
    if (once) stop();
    attempt(() => listener(event));
  };

  // Without a window nothing fires, and what is kept would stay from one request to the next.
  if (typeof window !== 'undefined') begun.set(stop, [type, listener]);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();
  if (replay) {
    for (const event of history) if (type === '*' || type === event.type) receive({ ...event, replayed: true });
  }
  if (begun.has(stop)) emitter.on(type as '*', receive);
  return stop;
}

export function off(type: Type, listener: Listener): void {
  check(type, listener);
  for (const [stop, of] of begun) if (of[0] === type && of[1] === listener) stop();
}

export function once(type: Type, options?: OnceOptions): Promise<IAdvizeEvent> {
  check(type, once);
  return new Promise((resolve, reject) => on(type, resolve, { ...options, once: true }, reject));
}
