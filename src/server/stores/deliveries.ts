/**
 * Remembers which events have been handled, so that each is handled once, whatever is sent again and whatever process dies
 * meanwhile. An event that is being handled is lent to one owner, the attempt that handles it, for a time: the lease. A
 * process that dies in a handler renews its lease no more, and the event is free again once it has run out.
 *
 * Ready-made: `createMemoryStore` for one process, and those of `iadvize-callbacks/server/stores` for many. Of one's own, any
 * that keeps to this; an answer that is not documented here is an error, and nothing is handled.
 */
export interface DeliveryStore {
  /**
   * Asks for an event before its handler is called. Atomic: of two owners at the same time, one gets `'new'`.
   * @param id of the event: up to 64 characters
   * @param owner who asks: unique to this attempt
   * @param lease for how long the event is the owner's, unless it is extended, in milliseconds
   * @returns `'new'` where the event is now the owner's; `'running'` where it is another's, whose lease has not run out;
   *   `'done'` where it has been handled.
   */
  begin(id: string, owner: string, lease: number): DeliveryState | Promise<DeliveryState>;
  /**
   * Renews a lease, from now on, while the handler is at work.
   * @returns whether the event is still the owner's; where it is not, nothing changes.
   */
  extend(id: string, owner: string, lease: number): boolean | Promise<boolean>;
  /**
   * Ends the owner's attempt.
   * @param remember where the event has been handled, for how long it is to be `'done'`, in milliseconds, whoever owns it by
   *   then; 0 where it has not: it is `'new'` to the next attempt, unless it is another's by then.
   */
  end(id: string, owner: string, remember: number): unknown;
}

/** What a `DeliveryStore` says of an event. */
export type DeliveryState = 'new' | 'running' | 'done';

export const isState = (value: unknown): value is DeliveryState =>
  value === 'new' || value === 'running' || value === 'done';

/** @throws TypeError for what a store's `begin` must not give. */
export function stateOf(given: unknown): DeliveryState {
  if (isState(given)) return given;
  throw new TypeError(`The store's begin must give 'new', 'running' or 'done', not ${String(given)}`);
}
