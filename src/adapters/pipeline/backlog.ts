import { attempt } from '../../core/attempt';
import type { AnalyticsEvent } from './analytics-event';
import type { AdapterOptions } from './options';
import { statusesKey } from './status';
import type { AdapterStatus } from './status';

/** How many events may wait in a queue; then the oldest are dropped. */
const queueLimit = 10_000;

/** How many events are remembered in `last`. */
const lastLimit = 50;

/** How long events may wait before the console says so, in milliseconds. */
const patience = 10_000;

/** The events that wait in one adapter, and the counts of the others. */
export interface Backlog {
  readonly status: Omit<AdapterStatus, 'sent' | 'failed' | 'consent'> & {
    sent: number;
    failed: number;
    consent: AdapterStatus['consent'];
  };
  /** A queue, whose items are counted among what waits. */
  queue<Item>(): Item[];
  /** Drops the first items of a queue. Default: as many as there are too many. */
  drop(queue: unknown[], count?: number): void;
  /** Drops everything that waits. */
  clear(): void;
  /** Remembers an event that is handed over; returns the one before it. */
  remember(event: AnalyticsEvent): AnalyticsEvent | undefined;
  /** Notes what the events wait for, in words, `undefined` for nothing; and tells the site how many were dropped. */
  report(reason: string | undefined): void;
  /** Takes the adapter off the page's list. */
  close(): void;
}

export function createBacklog(name: string, onDropped: AdapterOptions['onDropped']): Backlog {
  const queues: unknown[][] = [];
  const last: AnalyticsEvent[] = [];
  const warned = new Set<string>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let told = 0;

  const status = {
    name,
    last,
    consent: undefined as AdapterStatus['consent'],
    reason: undefined as string | undefined,
    since: undefined as number | undefined,
    sent: 0,
    dropped: 0,
    failed: 0,
    get waiting() {
      return queues.reduce((sum, { length }) => sum + length, 0);
    },
  };
  const registry = (window[statusesKey] ??= new Set()).add(status);

  const drop = (queue: unknown[], count = queue.length - queueLimit) => {
    if (count > 0) status.dropped += queue.splice(0, count).length;
  };

  return {
    status,
    drop,

    queue<Item>() {
      const queue: Item[] = [];
      queues.push(queue);
      return queue;
    },

    clear() {
      for (const queue of queues) drop(queue, Infinity);
    },

    remember(event) {
      if (last.push(event) > lastLimit) last.shift();
      return last[last.length - 2];
    },

    report(reason) {
      if (reason !== status.reason) {
        clearTimeout(timer);
        status.reason = reason;
        status.since = reason ? Date.now() : undefined;
        if (reason && !warned.has(reason)) {
          timer = setTimeout(() => {
            warned.add(reason);
            // The console is where people look for missing events.
            // eslint-disable-next-line no-console
            console.warn(`iadvize-callbacks: ${name} has ${status.waiting} events that wait for ${reason}`);
          }, patience);
        }
      }
      const count = status.dropped - told;
      told += count;
      if (count) attempt(() => onDropped?.(count));
    },

    close() {
      clearTimeout(timer);
      registry.delete(status);
    },
  };
}
