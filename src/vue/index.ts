import { computed, getCurrentInstance, onMounted, onScopeDispose, shallowRef } from 'vue';
import type { ComputedRef } from 'vue';
import type { EventName } from '../core/callbacks';
import { installCallbacks } from '../core/install';
import type { Listener, Stop } from '../core/types';
import { initialState } from '../state';
import type { IAdvizeState } from '../state';
import { pageState } from '../state/page-state';

export type { IAdvizeState } from '../state';

export interface UseIAdvizeEventOptions {
  /** Whether to deliver first what has already fired on this page, oldest first. Default: `false`. */
  readonly replay?: boolean | undefined;
}

/** In a component once it is mounted, so that hydration finds what the server rendered; elsewhere at once. */
function follow(start: () => Stop): void {
  let stop: Stop | undefined;
  const begin = () => {
    stop = start();
  };
  onScopeDispose(() => stop?.());
  if (getCurrentInstance()) onMounted(begin);
  else if (typeof document !== 'undefined') begin();
}

/**
 * Calls `listener` on each event of that name, or on every event for `'*'`, from when the component is mounted until its
 * scope is disposed of; in an effect scope outside a component, at once. Does nothing on a server.
 * @throws TypeError where there is no such event, or the listener is not a function.
 * @example
 * import { useIAdvizeEvent } from 'iadvize-callbacks/vue';
 * useIAdvizeEvent('messageReceived', ({ detail }) => console.log(detail.msg));
 */
export function useIAdvizeEvent(type: '*', listener: Listener, options?: UseIAdvizeEventOptions): void;
export function useIAdvizeEvent<Type extends EventName>(
  type: Type,
  listener: Listener<Type>,
  options?: UseIAdvizeEventOptions,
): void;
export function useIAdvizeEvent(type: EventName | '*', listener: Listener, options?: UseIAdvizeEventOptions): void {
  // Only for its check of the arguments: this listener has not subscribed yet.
  installCallbacks().off(type as '*', listener);
  follow(() => installCallbacks().on(type as '*', listener, { replay: options?.replay }));
}

/**
 * What the events so far say about the chat, or what `select` takes of it. The initial state on a server and, in a
 * component, until it is mounted.
 * @example
 * import { useIAdvizeState } from 'iadvize-callbacks/vue';
 * const unread = useIAdvizeState((state) => state.unreadMessages);
 */
export function useIAdvizeState(): ComputedRef<IAdvizeState>;
export function useIAdvizeState<Selected>(select: (state: IAdvizeState) => Selected): ComputedRef<Selected>;
export function useIAdvizeState(select: (state: IAdvizeState) => unknown = (state) => state): ComputedRef<unknown> {
  const state = shallowRef(initialState);
  follow(() =>
    pageState().subscribe((now) => {
      state.value = now;
    }),
  );
  return computed(() => select(state.value));
}
