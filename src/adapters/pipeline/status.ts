import type { AnalyticsEvent } from './analytics-event';
import type { ConsentAnswer } from './consent';

/** How an adapter in use is doing, for the inspector. */
export interface AdapterStatus {
  readonly name: string;
  /** How many events wait for consent or for the tool. */
  readonly waiting: number;
  /** The visitor's answer, as far as the adapter has asked. */
  readonly consent: ConsentAnswer;
  /** How many events the tool has taken. */
  readonly sent: number;
  /** How many events were dropped, as `onDropped` counts them. */
  readonly dropped: number;
  /** At how many events the tool threw. */
  readonly failed: number;
  /** The last 50 events that were handed to the tool, oldest first. */
  readonly last: readonly AnalyticsEvent[];
}

/** How many events are remembered in `last`. */
export const lastLimit = 50;

/** Where a page has the status of each adapter in use, of whatever copy of this library. */
export const statuses = Symbol.for('iAdvizeCallbacks.adapters');

declare global {
  interface Window {
    [statuses]?: Set<AdapterStatus>;
  }
}
