import { aPositiveNumber, aTimeout, clientWith } from '../../shared/check-options';
import { createEnding } from '../../shared/ending';
import type { DeliveryStore } from '../stores/deliveries';

export interface HandleOnceOptions {
  readonly store: DeliveryStore;
  /** How long a handler may take, in milliseconds. */
  readonly handlerTimeout: number;
  /** For how long an event stays its owner's after the owner's process has died, in milliseconds. */
  readonly lease: number;
  /** For how long an event that has been handled is remembered, in milliseconds. */
  readonly remember: number;
  /** Gets what the handler or the store throws. */
  readonly onError: (error: unknown) => void;
}

/** The options of the site's that it takes. */
export const handleOnceChecks = {
  store: clientWith('begin', 'extend', 'end'),
  handlerTimeout: aTimeout,
  lease: aTimeout,
  remember: aPositiveNumber,
};

/**
 * What became of the events: `'handled'`, now or before; `'running'` where another attempt is at one of them; `'failed'` where
 * the handler or the store failed, so that the next attempt handles them.
 */
export type Outcome = 'handled' | 'running' | 'failed';

/** Handles those of a request's events that have not been handled yet; the signal aborts when it is too late to go on. */
export type HandleOnce = (
  ids: readonly string[],
  handle: (fresh: ReadonlySet<string>, signal: AbortSignal) => unknown,
) => Promise<Outcome>;

const longestId = 64;

async function shorten(id: string): Promise<string> {
  if (id.length <= longestId) return id;
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(id)));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Handles events once, by a store that says which have been; never rejects. */
export function createHandleOnce({ store, handlerTimeout, lease, remember, onError }: HandleOnceOptions): HandleOnce {
  async function begin(id: string, owner: string) {
    const state: unknown = await store.begin(id, owner, lease);
    if (state === 'new' || state === 'running' || state === 'done') return state;
    throw new TypeError(`The store's begin must give 'new', 'running' or 'done', not ${String(state)}`);
  }

  async function extend(id: string, owner: string) {
    const held: unknown = await store.extend(id, owner, lease);
    if (typeof held !== 'boolean') throw new TypeError(`The store's extend must give a boolean, not ${String(held)}`);
    return held;
  }

  return async (ids, handle) => {
    const owner = crypto.randomUUID();
    const lost = new AbortController();
    const ending = createEnding({
      timeout: handlerTimeout,
      onTimeout: () => new Error(`Not handled within ${handlerTimeout} ms`),
      signal: lost.signal,
      onAbort: () => new Error('The lease ran out before it was extended'),
    });
    /** The ids of the events that are this attempt's, by the store's. */
    const owned = new Map<string, string>();
    let extending = false;

    async function renew(): Promise<void> {
      if (extending) return;
      extending = true;
      try {
        const held = await Promise.all([...owned.keys()].map((id) => extend(id, owner)));
        if (held.includes(false)) lost.abort();
      } catch (error) {
        // There is time for two more until it runs out.
        onError(error);
      } finally {
        extending = false;
      }
    }

    /** A store that fails here leaves the events to their leases. */
    async function end(remembered: number): Promise<void> {
      const ends = [...owned.keys()].map((id) => Promise.resolve(id).then(() => store.end(id, owner, remembered)));
      const all = Promise.allSettled(ends).then((results) => {
        for (const result of results) if (result.status === 'rejected') onError(result.reason);
      });
      // Its own time: the handler may have taken all of it.
      const onTimeout = () => new Error(`The store's end took longer than ${lease} ms`);
      const limit = createEnding({ timeout: lease, onTimeout });
      await limit.race(all).catch(onError);
      limit.close();
    }

    let renewing: ReturnType<typeof setInterval> | undefined;
    let outcome: Outcome = 'failed';
    let ended = false;
    try {
      const begun = ids.map(async (id) => {
        const key = await shorten(id);
        const state = await begin(key, owner);
        if (state !== 'new') return state;
        if (ended) await store.end(key, owner, 0);
        else owned.set(key, id);
        return state;
      });
      // All of them, so that what one has taken is given back where another fails.
      const states = (await ending.race(Promise.allSettled(begun))).map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
      if (states.includes('running')) outcome = 'running';
      else {
        if (owned.size) {
          renewing = setInterval(() => void renew(), lease / 3);
          await ending.race(Promise.resolve(new Set(owned.values())).then((fresh) => handle(fresh, ending.signal)));
        }
        outcome = 'handled';
      }
    } catch (error) {
      onError(error);
    }
    ended = true;
    ending.close();
    clearInterval(renewing);
    await end(outcome === 'handled' ? remember : 0);
    return outcome;
  };
}
