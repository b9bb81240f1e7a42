/** The Web SDK, as what waits for the tag is given it. */
export type Tag = Partial<Record<string, (...args: unknown[]) => unknown>>;

/** What waits for the tag, or, once it is loaded, the tag's own object. */
export interface TagQueue {
  push(use: (tag: Tag) => void): unknown;
  config?: object;
}

/** The globals of the page that the tag and we share. */
export const page = globalThis as {
  iAdvizeInterface?: TagQueue | null;
  idzCustomData?: Record<string, unknown>;
};

/** The queue, made where there is none. */
export const tagQueue = (): TagQueue => (page.iAdvizeInterface ??= new Array<(tag: Tag) => void>());

export function expect(right: unknown, what: string): asserts right {
  if (!right) throw new TypeError(`Expected ${what}`);
}
