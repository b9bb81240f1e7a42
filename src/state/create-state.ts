import { attempt } from '../core/attempt';
import { installCallbacks } from '../core/install';
import type { Stop } from '../core/types';
import { followButtons } from './custom-buttons';
import { change, initialState, reduce } from './reduce';
import type { IAdvizeState, IAdvizeStore } from './types';

/**
 * A store of what the events say about the chat on this page, and the attributes of its custom buttons. Created late, it
 * catches up with what already fired, as far as `events` remembers. It lives until `stop`, or until the callbacks are
 * uninstalled. On a server it is the initial state.
 * @example
 * import { createState } from 'iadvize-callbacks/state';
 * const stop = createState().subscribe(({ chat }) => console.log(chat));
 */
export function createState(): IAdvizeStore {
  const listeners = new Set<() => void>();
  const onServer = typeof window === 'undefined';
  let state = initialState;
  let leaveButtons: Stop | undefined;
  let stopped = false;

  const become = (next: IAdvizeState) => {
    if (state === next) return;
    state = next;
    // A copy: a listener that subscribes meanwhile has got this state already.
    for (const notify of [...listeners]) notify();
  };

  const stop = onServer
    ? () => {}
    : installCallbacks().on('*', (event) => become(reduce(state, event)), { replay: true });

  const leave = () => {
    if (listeners.size) return;
    leaveButtons?.();
    leaveButtons = undefined;
  };

  return {
    getSnapshot: () => state,

    subscribe(listener: (state: IAdvizeState) => void) {
      if (typeof listener !== 'function') throw new TypeError(`Expected a function, not ${typeof listener}`);
      const notify = () => {
        if (listeners.has(notify)) attempt(() => listener(state));
      };
      if (!onServer && !stopped) leaveButtons ??= followButtons((next) => become(change(state, next)));
      listeners.add(notify);
      notify();
      return () => {
        listeners.delete(notify);
        leave();
      };
    },

    stop() {
      stopped = true;
      stop();
      listeners.clear();
      leave();
    },
  };
}
