import { attempt } from '../core/attempt';
import type { IAdvizeEvent } from '../core/event';
import type { IAdvizeCallbacks, Stop } from '../core/types';

/**
 * Where a handoff stands:
 * - `'idle'`: nothing is handed over;
 * - `'pending'`: the tag has no object yet to carry the id;
 * - `'set'`: the tag will read the id when a chat begins;
 * - `'transmitted'`: a chat began while it was set;
 * - `'missed'`: a chat was already running, or began before the tag had an object; the id waits for the next one;
 * - `'unavailable'`: nothing is handed over, and nobody was free when `availability` asked.
 */
export type HandoffState = 'idle' | 'pending' | 'set' | 'transmitted' | 'missed' | 'unavailable';

/** A handoff by a screen whose targeting rule escalates. */
export interface HandoffTarget {
  /** What `iAdvize.navigate` is given, once the tag is ready. */
  readonly screen: string;
  /** The Virtual Agent's own id of its conversation, which then goes along as `iAdvize.vaSCI`. */
  readonly conversationId?: string | undefined;
}

export interface AvailabilityOptions {
  readonly signal?: AbortSignal | undefined;
  /** How long the answer may take, in milliseconds. Default: 3 000. */
  readonly timeout?: number | undefined;
}

/** Hands a Virtual Agent's conversation over to the human agents of iAdvize. */
export interface Handoff {
  readonly state: HandoffState;

  /**
   * Makes every chat that begins from now on read this id, until another is handed over or `clear` is called. Does
   * nothing on a server, and after `uninstall`.
   * @param target the Virtual Agent's own id of its conversation: 1 to 256 characters, none of them a space, a control
   * character, a quote, `<`, `>` or `&`.
   * With a screen, the tag is also sent there, once, so that its targeting rule begins the chat.
   * @throws TypeError for any other id, and for a screen that is not a string.
   * @example
   * handoff.handOff({ screen: 'talk-to-a-person', conversationId: 'bot-1' });
   */
  handOff(target: string | HandoffTarget): void;

  /**
   * Asks the site's own endpoint whether anybody is free, to be asked before a person is promised. `false` unless it
   * answers `{"available": true}` in time. Never rejects.
   * @param endpoint made with `createAvailabilityEndpoint`; may be relative to the page.
   * @example
   * if (await handoff.availability('/availability')) handoff.handOff('bot-1');
   */
  availability(endpoint: string | URL, options?: AvailabilityOptions): Promise<boolean>;

  /** Removes the id: a chat that begins from now on reads none. */
  clear(): void;

  /**
   * Calls `listener` on each change of state.
   * @returns a function that ends it.
   * @throws TypeError where the listener is not a function.
   */
  subscribe(listener: (state: HandoffState) => void): Stop;
}

const globalName = 'iAdvize';
const queueName = 'iAdvizeInterface';
const field = 'vaSCI';

/** When to look at the tag's object: after a script that may have replaced it, and before a chat may begin. */
const moments = ['load', 'DOMContentLoaded', 'click', 'keydown', 'message'];

/** The key under which the object of `installCallbacks` keeps its handoff, the same for every copy of this library. */
export const handoffKey = Symbol.for('iAdvizeHandoff');

const isObject = (value: unknown): value is object => Object(value) === value;

/** The global's own property; an element with that id, which the window shows under the name as well, is not one. */
const property = () => Object.getOwnPropertyDescriptor(window, globalName);

/**
 * Puts a Virtual Agent's conversation id where the tag reads it when a chat begins (`iAdvize.vaSCI`; *Virtual Agent
 * Integration* in iAdvize's documentation, 2016 edition), whatever becomes of `window.iAdvize` until then: absent, a
 * string, deleted, or replaced each time the tag loads.
 *
 * A page has one handoff: the same `iadvize` gives the same object each time.
 * @param iadvize what `installCallbacks()` returned.
 * @throws TypeError where it is anything else.
 * @example
 * import { installCallbacks } from 'iadvize-callbacks';
 * import { createHandoff } from 'iadvize-callbacks/virtual-agent';
 * const handoff = createHandoff(installCallbacks());
 * handoff.handOff('bot-conversation-1');
 */
export function createHandoff(iadvize: IAdvizeCallbacks): Handoff {
  if (typeof iadvize?.use !== 'function') throw new TypeError('Expected what installCallbacks() returns');
  const known = Reflect.get(iadvize, handoffKey) as Handoff | undefined;
  if (known) return known;

  const listeners = new Set<(state: HandoffState) => void>();
  let state: HandoffState = 'idle';
  let id: string | undefined;
  let screen: string | undefined;
  /** Whether the tag has been sent to the screen. */
  let navigated = false;
  /** How the last chat found the id, where one has begun. */
  let outcome: 'transmitted' | 'missed' | undefined;
  let stop: Stop | undefined;
  let watching = false;
  /** What was last found under `window.iAdvizeInterface`. */
  let queue: { push?(use: (tag: unknown) => void): void } | undefined;

  function become(next: HandoffState): void {
    if (state === next) return;
    state = next;
    for (const listener of [...listeners]) attempt(() => listener(next));
  }

  /** The object that the tag would read the id from. */
  function carrier(): object | undefined {
    const value: unknown = property() && Reflect.get(window, globalName);
    return isObject(value) ? value : undefined;
  }

  const carried = () => Reflect.get(carrier() ?? {}, field) === id;
  const ready = () => (screen === undefined || navigated) && (!id || carried());

  /** What the page assigned to the global since our accessor has its place. */
  let value: unknown;
  const accessor = {
    get: () => value,
    set(next: unknown) {
      value = next;
      look();
    },
  };

  /**
   * Hears of the next replacement where the page has made the global a property that can be redefined; one declared by
   * `var` cannot. A global that is absent stays so.
   */
  function guard(): void {
    const found = property();
    if (!found?.configurable || !found.writable) return;
    value = found.value;
    Object.defineProperty(window, globalName, accessor);
  }

  /** Newer tags run what was pushed there as soon as they are ready. */
  function enqueue(): void {
    const found = (Reflect.get(window, queueName) ?? []) as NonNullable<typeof queue>;
    if (found === queue) return;
    queue = found;
    Reflect.set(window, queueName, queue);
    queue.push?.((tag) => {
      look();
      const to = screen;
      if (!to || navigated || outcome) return;
      navigated = true;
      attempt(() => (tag as { navigate(screen: string): void }).navigate(to));
      look();
    });
  }

  function look(): void {
    attempt(() => {
      if (!id && !screen) return;
      if (id) guard();
      if (id && !carried()) Reflect.set(carrier() ?? {}, field, id);
      become(outcome ?? (ready() ? 'set' : 'pending'));
      enqueue();
    });
  }

  function hear({ type }: IAdvizeEvent): void {
    // The tag has read the id before it calls us.
    if (type === 'chatStarted') outcome ??= ready() ? 'transmitted' : 'missed';
    // The queue has run while the chat was on: it is asked once more.
    if (type === 'chatEnded' && outcome === 'missed') outcome = queue = undefined;
    look();
  }

  function watch(): Stop {
    const controller = new AbortController();
    const { signal } = controller;
    const observer = new MutationObserver(look);
    observer.observe(document, { childList: true, subtree: true });
    for (const type of moments) {
      for (const target of [document, window]) target.addEventListener(type, look, { capture: true, signal });
    }
    iadvize.on('*', hear, { signal });
    watching = true;

    return () => {
      watching = false;
      controller.abort();
      observer.disconnect();
      if (property()?.set === accessor.set) Object.defineProperty(window, globalName, { value, writable: true });
      attempt(() => {
        if (id && carried()) Reflect.deleteProperty(carrier() ?? {}, field);
      });
      id = screen = outcome = undefined;
      become('idle');
    };
  }

  const handoff: Handoff = {
    get state() {
      return state;
    },

    handOff(target) {
      const { conversationId, screen: next }: Partial<HandoffTarget> =
        typeof target === 'string' ? { conversationId: target } : target;
      if (next === undefined ? typeof target !== 'string' : typeof next !== 'string' || !next) {
        throw new TypeError('Expected a conversation id, or { screen } with a text');
      }
      if (conversationId !== undefined && !/^[^\p{C}\p{Z}<>&"'`]{1,256}$/u.test(String(conversationId))) {
        throw new TypeError('Expected a conversation id: 1 to 256 characters without spaces, quotes or markup');
      }
      if (!watching) stop = iadvize.use(watch);
      if (!watching) return;
      if (id && !conversationId) attempt(() => Reflect.deleteProperty(carrier() ?? {}, field));
      id = conversationId;
      screen = next;
      navigated = false;
      queue = undefined;
      const running = iadvize.events.reduce(
        (running, { type }) => type === 'chatStarted' || (running && type !== 'chatEnded'),
        false,
      );
      outcome = running ? 'missed' : undefined;
      look();
    },

    async availability(endpoint, { signal, timeout = 3000 } = {}) {
      const ending = new AbortController();
      const stop = () => ending.abort();
      const timer = setTimeout(stop, timeout);
      signal?.addEventListener('abort', stop);
      if (signal?.aborted) stop();
      let available = false;
      try {
        const response = await fetch(endpoint, { cache: 'no-store', signal: ending.signal });
        available = response.ok && Reflect.get(Object(await response.json()), 'available') === true;
      } catch {
        // If nobody can say, nobody is promised.
      }
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
      if (!id && !screen && typeof window !== 'undefined') become(available ? 'idle' : 'unavailable');
      return available;
    },

    clear() {
      stop?.();
      become('idle');
    },

    subscribe(listener) {
      if (typeof listener !== 'function') throw new TypeError(`Expected a function, not ${typeof listener}`);
      // A function of its own for each call, so that the same listener may subscribe twice.
      const entry = (next: HandoffState) => listener(next);
      // On a server nothing changes, and what is kept would stay in memory from one request to the next.
      if (typeof window !== 'undefined') listeners.add(entry);
      return () => void listeners.delete(entry);
    },
  };
  Reflect.defineProperty(iadvize, handoffKey, { value: handoff });
  return handoff;
}
