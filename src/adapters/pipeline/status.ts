import type { AnalyticsEvent } from './analytics-event';
import type { ConsentAnswer } from './consent';

/**
 * How an adapter in use is doing. Every copy of this library on the page puts those of its adapters into the `Set` at
 * `window[Symbol.for('iAdvizeCallbacks.adapters')]`, for the inspector and for whoever looks into a page.
 */
export interface AdapterStatus {
  /** The adapter's name, such as `'ga4'`. */
  readonly name: string;
  /** How many events wait: for consent, for the tool, or for the endpoint. */
  readonly waiting: number;
  /** What they wait for, in words, such as `'consent'` or `'gtag'`; `undefined` while nothing waits longer than it must. */
  readonly reason: string | undefined;
  /** Since when they wait for that, in epoch milliseconds. */
  readonly since: number | undefined;
  /** The visitor's answer, as far as the adapter has asked. */
  readonly consent: ConsentAnswer;
  /** How many events the tool has taken, or the endpoint has answered. */
  readonly sent: number;
  /** How many events were dropped, as `onDropped` counts them. */
  readonly dropped: number;
  /** How many events the tool threw an error at. */
  readonly failed: number;
  /** The last 50 events that were handed over, oldest first. */
  readonly last: readonly AnalyticsEvent[];
}

/** The window's key of the status of each adapter in use, the same for every copy of this library. */
export const statusesKey = Symbol.for('iAdvizeCallbacks.adapters');

declare global {
  interface Window {
    [statusesKey]?: Set<AdapterStatus>;
  }
}
