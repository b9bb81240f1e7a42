/** A function or method of a tool, ready to call. */
export type Call = (...args: unknown[]) => unknown;

/** A value of the page; `undefined` where there is none. */
export const global = (name: string): unknown => Reflect.get(window, name);

/** The value as a function, bound to its owner; `undefined` where it is none. */
export const callable = (value: unknown, owner?: unknown): Call | undefined =>
  typeof value === 'function' ? (...args) => Reflect.apply(value, owner, args) as unknown : undefined;

/** The method of that name; `undefined` where the value has none. */
export const method = (owner: unknown, name: string): Call | undefined =>
  owner === null || owner === undefined ? undefined : callable(Reflect.get(Object(owner) as object, name), owner);

/**
 * Puts something on a tool's queue: the array that its documentation has the page make, which the tool empties and
 * takes over once it is there.
 */
export function queue(name: string): Call | undefined {
  if (global(name) === undefined) Reflect.set(window, name, []);
  return method(global(name), 'push');
}
