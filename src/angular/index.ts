import { DestroyRef, NgZone, afterNextRender, assertInInjectionContext, computed, inject, signal } from '@angular/core';
import type { Signal } from '@angular/core';
import { attempt } from '../core/attempt';
import type { EventName } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';
import { installCallbacks } from '../core/install';
import type { Listener } from '../core/types';
import { initialState } from '../state';
import type { IAdvizeState } from '../state';
import { pageState } from '../state/page-state';

export type { IAdvizeState } from '../state';

export interface InjectIAdvizeEventOptions {
  /** Whether to deliver first what has already fired on this page, oldest first. Default: `false`. */
  readonly replay?: boolean | undefined;
}

/**
 * Calls `listener` on each event of that name, or on every event for `'*'`, until what injects it is destroyed: a
 * component, a directive, a service; in Angular's zone, in an app that has one. What fires before the next rendering is
 * delivered right after it, so that hydration finds what the server rendered. Does nothing on a server.
 * @throws TypeError where there is no such event, or the listener is not a function.
 * @throws Error (NG0203) outside of an injection context.
 * @example
 * import { injectIAdvizeEvent } from 'iadvize-callbacks/angular';
 * export class Chat {
 *   constructor() {
 *     injectIAdvizeEvent('messageReceived', ({ detail }) => console.log(detail.msg));
 *   }
 * }
 */
export function injectIAdvizeEvent(type: '*', listener: Listener, options?: InjectIAdvizeEventOptions): void;
export function injectIAdvizeEvent<Type extends EventName>(
  type: Type,
  listener: Listener<Type>,
  options?: InjectIAdvizeEventOptions,
): void;
export function injectIAdvizeEvent(
  type: EventName | '*',
  listener: Listener,
  options?: InjectIAdvizeEventOptions,
): void {
  assertInInjectionContext(injectIAdvizeEvent);
  const iadvize = installCallbacks();
  // Only for its check of the arguments: this listener has not subscribed yet.
  iadvize.off(type as '*', listener);
  // The tag runs outside of Angular's zone, where there is one: what a listener changes would not be rendered.
  const zone = inject(NgZone);
  const deliver = (event: IAdvizeEvent) => zone.run(() => listener(event));
  let waiting: IAdvizeEvent[] | undefined = [];
  const receive = (event: IAdvizeEvent) => (waiting ? void waiting.push(event) : deliver(event));
  inject(DestroyRef).onDestroy(iadvize.on(type as '*', receive, { replay: options?.replay }));
  afterNextRender(() => {
    // Until nothing is left, since a listener can make the tag call.
    for (let event = waiting?.shift(); event; event = waiting?.shift()) {
      const given = event;
      attempt(() => deliver(given));
    }
    waiting = undefined;
  });
}

/**
 * What the events so far say about the chat, or what `select` takes of it, as a signal; the initial state on a server and
 * until the next rendering, so that hydration finds what the server rendered. It follows until what injects it is
 * destroyed.
 * @throws Error (NG0203) outside of an injection context.
 * @example
 * import { injectIAdvizeState } from 'iadvize-callbacks/angular';
 * export class ChatButton {
 *   readonly unread = injectIAdvizeState((state) => state.unreadMessages);
 * }
 */
export function injectIAdvizeState(): Signal<IAdvizeState>;
export function injectIAdvizeState<Selected>(select: (state: IAdvizeState) => Selected): Signal<Selected>;
export function injectIAdvizeState(select: (state: IAdvizeState) => unknown = (state) => state): Signal<unknown> {
  assertInInjectionContext(injectIAdvizeState);
  const destroyed = inject(DestroyRef);
  const state = signal(initialState);
  afterNextRender(() => {
    destroyed.onDestroy(pageState().subscribe((now) => state.set(now)));
  });
  return computed(() => select(state()));
}
