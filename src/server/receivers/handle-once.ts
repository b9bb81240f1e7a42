import { aPositiveNumber, aTimeout, clientWith } from '../../shared/check-options';
import { createEnding } from '../../shared/ending';
import type { Ending } from '../../shared/ending';
import { sha256 } from '../sha256';
import { isState, stateOf } from '../stores/deliveries';
import type { DeliveryState, DeliveryStore } from '../stores/deliveries';
import { isStoreFullError } from '../stores/store-full';
import { isPromiseLike } from '../promise-like';

/** What a handler gets beside the event. */
export interface HandlerContext {
  /** Aborts when the handler has had its time, or its event has become another's: what it does after that is done twice. */
  readonly signal: AbortSignal;
}

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
 * the handler or the store failed, so that the next attempt handles them; where the store is full, in how many milliseconds
 * there may be room.
 */
export type Outcome = 'handled' | 'running' | 'failed' | { readonly retryAfter: number };

/** Handles those of a request's events that have not been handled yet. */
export type HandleOnce = (
  ids: readonly string[],
  handle: (fresh: ReadonlySet<string>, context: HandlerContext) => unknown,
) => Promise<Outcome>;

const longestId = 64;

/** Handles events once, by a store that says which have been; never rejects. */
export function createHandleOnce({ store, handlerTimeout, lease, remember, onError }: HandleOnceOptions): HandleOnce {
  async function extend(id: string, owner: string) {
    const held: unknown = await store.extend(id, owner, lease);
    if (typeof held !== 'boolean') throw new TypeError(`The store's extend must give a boolean, not ${String(held)}`);
    return held;
  }

  /** Has it all done within a lease; a store that fails leaves the events to their leases. */
  async function inTime(ends: readonly PromiseLike<unknown>[]): Promise<void> {
    // Its own time: the handler may have taken all of it.
    const onTimeout = () => new Error(`The store's end took longer than ${lease} ms`);
    const limit = createEnding({ timeout: lease, onTimeout });
    const all = Promise.allSettled(ends).then((results) => {
      for (const result of results) if (result.status === 'rejected') onError(result.reason);
    });
    await limit.race(all).catch(onError);
    limit.close();
  }

  return async (ids, handle) => {
    const owner = crypto.randomUUID();
    let made: Ending | undefined;
    /** Made where there is something to wait for. */
    const ending = () =>
      (made ??= createEnding({
        timeout: handlerTimeout,
        onTimeout: () => new Error(`Not handled within ${handlerTimeout} ms`),
      }));
    const context: HandlerContext = {
      get signal() {
        const { signal, close } = ending();
        if (ended) close();
        return signal;
      },
    };
    /** The ids of the events that are this attempt's, by the store's. */
    const owned = new Map<string, string>();
    let extending = false;
    let ended = false;

    function note(id: string, key: string, state: DeliveryState): DeliveryState | Promise<DeliveryState> {
      if (state !== 'new') return state;
      if (ended) return Promise.resolve(store.end(key, owner, 0)).then(() => state);
      owned.set(key, id);
      return state;
    }

    function begin(id: string, key: string): DeliveryState | PromiseLike<DeliveryState> {
      const state: unknown = store.begin(key, owner, lease);
      return isPromiseLike(state)
        ? state.then((settled) => note(id, key, stateOf(settled)))
        : note(id, key, stateOf(state));
    }

    function take(id: string): DeliveryState | PromiseLike<DeliveryState> {
      try {
        return id.length <= longestId ? begin(id, id) : sha256(id).then((key) => begin(id, key));
      } catch (error) {
        // Told apart below, whatever it is.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        return Promise.reject(error);
      }
    }

    /** All of them, so that what one has taken is given back where another fails. */
    async function takeAll(): Promise<readonly DeliveryState[]> {
      const states = ids.map(take);
      if (states.every(isState)) return states;
      const results = await ending().race(Promise.allSettled(states.map(async (state) => state)));
      return results.map((result) => {
        if (result.status === 'rejected') throw result.reason;
        return result.value;
      });
    }

    async function renew(): Promise<void> {
      if (extending) return;
      extending = true;
      try {
        const held = await Promise.all([...owned.keys()].map((id) => extend(id, owner)));
        if (held.includes(false)) ending().stop(new Error('The lease ran out before it was extended'));
      } catch (error) {
        // There is time for two more until it runs out.
        onError(error);
      } finally {
        extending = false;
      }
    }

    function end(remembered: number): Promise<void> | undefined {
      const ends: PromiseLike<unknown>[] = [];
      for (const id of owned.keys()) {
        try {
          const end = store.end(id, owner, remembered);
          if (isPromiseLike(end)) ends.push(end);
        } catch (error) {
          onError(error);
        }
      }
      return ends.length ? inTime(ends) : undefined;
    }

    let renewing: ReturnType<typeof setInterval> | undefined;
    let outcome: Outcome = 'failed';
    try {
      if ((await takeAll()).includes('running')) outcome = 'running';
      else {
        const handled = owned.size ? handle(new Set(owned.values()), context) : undefined;
        if (isPromiseLike(handled)) {
          renewing = setInterval(() => void renew(), lease / 3);
          await ending().race(handled);
        }
        outcome = 'handled';
      }
    } catch (error) {
      onError(error);
      if (isStoreFullError(error)) outcome = { retryAfter: error.retryAfter };
    }
    ended = true;
    made?.close();
    clearInterval(renewing);
    await end(outcome === 'handled' ? remember : 0);
    return outcome;
  };
}
