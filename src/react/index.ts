import { useEffect, useLayoutEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { attempt } from '../core/attempt';
import type { EventName } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';
import { installCallbacks } from '../core/install';
import type { Listener } from '../core/types';
import { initialState } from '../state';
import type { IAdvizeState } from '../state';
import { pageState } from '../state/page-state';

export type { IAdvizeState } from '../state';

export interface UseIAdvizeEventOptions {
  /** Whether to deliver first what has already fired on this page, oldest first. Default: `false`. */
  readonly replay?: boolean | undefined;
}

/** A layout effect, so that no call of the tag is lost between a component that leaves and one that comes. */
const useCommitEffect = typeof document === 'undefined' ? useEffect : useLayoutEffect;

/**
 * Calls `listener`, that of the latest render, on each event of that name, or on every event for `'*'`, while the
 * component is mounted. Does nothing on a server.
 * @throws TypeError where there is no such event, or the listener is not a function.
 * @example
 * import { useIAdvizeEvent } from 'iadvize-callbacks/react';
 * useIAdvizeEvent('messageReceived', ({ detail }) => console.log(detail.msg));
 */
export function useIAdvizeEvent(type: '*', listener: Listener, options?: UseIAdvizeEventOptions): void;
export function useIAdvizeEvent<Type extends EventName>(
  type: Type,
  listener: Listener<Type>,
  options?: UseIAdvizeEventOptions,
): void;
export function useIAdvizeEvent(
  type: EventName | '*',
  listener: Listener,
  { replay = false }: UseIAdvizeEventOptions = {},
): void {
  // Only for its check of the arguments: this listener has not subscribed yet.
  installCallbacks().off(type as '*', listener);
  const latest = useRef(listener);
  const seen = useRef(new WeakSet<IAdvizeEvent>());

  useCommitEffect(() => {
    latest.current = listener;
  });

  useCommitEffect(() => {
    const iadvize = installCallbacks();
    const receive = (event: IAdvizeEvent, given = event) => {
      seen.current.add(event);
      attempt(() => latest.current(given));
    };
    // Strict mode and hidden activities run an effect again: it replays only what the component has not seen.
    const missed = () =>
      iadvize.events.filter((event) => (type === '*' || type === event.type) && !seen.current.has(event));
    // Until nothing is left, since a listener can make the tag fire another event.
    for (let events; replay && (events = missed()).length;) {
      for (const event of events) receive(event, { ...event, replayed: true });
    }
    return iadvize.on(type as '*', (event) => receive(event));
  }, [type, replay]);
}

const subscribe = (listener: () => void) => pageState().subscribe(listener);

/** Selects once for each state, so that what a selector builds anew is the same until the state changes. */
function selector(read: () => IAdvizeState, select: (state: IAdvizeState) => unknown) {
  let state: IAdvizeState | undefined;
  let selected: unknown;
  return () => {
    const now = read();
    if (now !== state) {
      selected = select(now);
      state = now;
    }
    return selected;
  };
}

const whole = (state: IAdvizeState) => state;

/**
 * What the events so far say about the chat, or what `select` takes of it; the component renders again when that
 * changes. The initial state on a server and while hydrating.
 * @example
 * import { useIAdvizeState } from 'iadvize-callbacks/react';
 * const unread = useIAdvizeState((state) => state.unreadMessages);
 */
export function useIAdvizeState(): IAdvizeState;
export function useIAdvizeState<Selected>(select: (state: IAdvizeState) => Selected): Selected;
export function useIAdvizeState(select: (state: IAdvizeState) => unknown = whole): unknown {
  const [client, server] = useMemo(
    () => [selector(() => pageState().getSnapshot(), select), selector(() => initialState, select)] as const,
    [select],
  );
  return useSyncExternalStore(subscribe, client, server);
}
