/** A function or method of a tool, ready to call. */
export type ToolFunction = (...args: unknown[]) => void;

/** A global that a script has set; `undefined` where there is none, or only an element with that name. */
export const global = (name: string): unknown =>
  Object.prototype.hasOwnProperty.call(window, name) ? Reflect.get(window, name) : undefined;

/** The name of the tool's function: the one that the page's snippet has put in a global, or else the usual one. */
export function nameIn(variable: string, usual: string): string {
  const name = global(variable);
  return typeof name === 'string' ? name : usual;
}

/**
 * A tool's function (`'gtag'`) or method (`'analytics.track'`) on the page, or on the client that the site handed over;
 * `undefined` where it is not there. A queue (`'_paq.push'`) is made, as an array, where the page has none: the tool's
 * documentation has each page do so, and the tool empties it and takes it over once it is there.
 */
export function find(path: string, client?: unknown): ToolFunction | undefined {
  const [name = '', method] = path.split('.');
  if (method === 'push' && global(name) === undefined) Reflect.set(window, name, []);
  const tool = client ?? global(name);
  const value: unknown = method ? Reflect.get(Object(tool) as object, method) : tool;
  return typeof value === 'function'
    ? (...args) => void Reflect.apply(value, method ? tool : undefined, args)
    : undefined;
}
