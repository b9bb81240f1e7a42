import { afterEach, beforeEach, expect, vi } from 'vitest';
import { usePage } from './analytics';
import { collectErrors } from './errors';

/** The window, on which a test puts a vendor's globals. */
export const page = window as unknown as Record<string, unknown>;

/** Where the visitor is, as tools are told of it. */
export const where = new URL('/cart', location.href).href;

/** When everything happens, in epoch milliseconds. */
export const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);

/** Id of a chat. */
export type Id = { id: string };

/** What a tool is told of a chat that the visitor started. */
export const own = (id: string) => ({ chat_id: id, started_by: 'visitor', conversation_id: id });
export const parameters = (id: string) => ({ page_location: where, ...own(id) });

/** Puts a function that does nothing but take down its arguments under a global's name, or a path of names. */
export function record(path: string): unknown[][] {
  const calls: unknown[][] = [];
  let owner = page;
  const names = path.split('.');
  const last = names.pop() ?? '';
  for (const name of names) owner = (owner[name] ??= {}) as typeof owner;
  owner[last] = function (this: unknown, ...args: unknown[]) {
    if (names.length && this !== owner) throw new Error('called without its object');
    calls.push(args);
  };
  return calls;
}

export const arrived = (calls: () => unknown, length = 1) => expect.poll(calls).toHaveLength(length);

/** Each test gets a page of its own, without the globals of the test before. */
export function useVendorPage() {
  const errors = collectErrors();
  const before = new Set(Object.keys(window));
  const shop = usePage({ era: '2016' });
  let conversation = 0;

  beforeEach(() => {
    vi.spyOn(Date, 'now').mockReturnValue(time);
    history.replaceState(null, '', '/cart?token=1#top');
  });

  afterEach(() => {
    for (const name of Object.keys(window)) if (!before.has(name)) Reflect.deleteProperty(window, name);
    vi.restoreAllMocks();
  });

  return {
    errors,
    shop,
    iadvize: shop.iadvize,

    /** Starts a chat with an id of its own, which the page's memory of earlier tests does not have. */
    startChat: (): string => {
      const id = String((conversation += 1));
      shop.tag.fire('onChatStarted', { id });
      return id;
    },
  };
}
