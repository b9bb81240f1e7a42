/** The Web SDK, as functions that wait for the tag get it. */
export type Tag = Partial<Record<string, (...args: unknown[]) => unknown>>;

/** The functions that wait for the tag or, once it is loaded, the tag's own object. */
export interface TagQueue {
  push(use: (tag: Tag) => void): unknown;
  config?: object;
}

/** The globals of the page that the tag and this library use. */
export const tagGlobals = globalThis as {
  iAdvizeInterface?: TagQueue | null;
  idzCustomData?: Record<string, unknown>;
};

/** The queue, made where there is none. */
export const tagQueue = (): TagQueue => (tagGlobals.iAdvizeInterface ??= new Array<(tag: Tag) => void>());
