import { attempt } from '../core/attempt';
import { installCallbacks } from '../core/install';
import { initialState, reduce } from './reduce';
import type { IAdvizeState, IAdvizeStore } from './types';

export { initialState } from './reduce';
export type { IAdvizeState, IAdvizeStore } from './types';

/**
 * A store of what the events say about the chat on this page. Created late, it catches up with what already fired, as
 * far as `events` remembers. It lives until `stop`, or until the callbacks are uninstalled. On a server it is the
 * initial state.
 */
export function createState(): IAdvizeStore {
  const listeners = new Set<() => void>();
  let state = initialState;
  const stop =
    typeof window === 'undefined'
      ? () => {}
      : installCallbacks().on(
          '*',
          (event) => {
            const before = state;
            state = reduce(state, event);
            // A copy: who subscribes while it is walked has the state already.
            if (state !== before) for (const notify of [...listeners]) notify();
          },
          { replay: true },
        );

  return {
    getSnapshot: () => state,

    subscribe(listener: (state: IAdvizeState) => void) {
      if (typeof listener !== 'function') throw new TypeError(`Expected a function, not ${typeof listener}`);
      const notify = () => {
        if (listeners.has(notify)) attempt(() => listener(state));
      };
      listeners.add(notify);
      notify();
      return () => void listeners.delete(notify);
    },

    stop() {
      stop();
      listeners.clear();
    },
  };
}
