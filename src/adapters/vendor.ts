import type { Adapter } from '../core/types';
import type { AnalyticsEvent } from './analytics-event';
import { createAdapter } from './create-adapter';
import { checkOptions } from './options';
import type { AdapterOptions } from './options';

/** A function or method of a tool, ready to call. */
export type Call = (...args: unknown[]) => void;

/** A tool that the site imports and hands over: an object with these methods. */
export type Client<Method extends string> = Readonly<Record<Method, (...args: never[]) => unknown>>;

/** A value of the page; `undefined` where there is none. */
export const global = (name: string): unknown => Reflect.get(window, name);

/** The name that a page's snippet gave the tool's function, in a global of its own, or else the usual one. */
export function nameIn(variable: string, usual: string): string {
  const name = global(variable);
  return typeof name === 'string' ? name : usual;
}

/** The value as a function, bound to its owner; `undefined` where it is none. */
const callable = (value: unknown, owner?: unknown): Call | undefined =>
  typeof value === 'function' ? (...args) => void Reflect.apply(value, owner, args) : undefined;

/**
 * A tool's function (`'gtag'`) or method (`'analytics.track'`) on the page, or on the client that the site handed over;
 * `undefined` where it is not there. A queue (`'_paq.push'`) is made, as an array, where the page has none: the tool's
 * documentation has each page do so, and the tool empties it and takes it over once it is there.
 */
export function find(path: string, client?: unknown): Call | undefined {
  const [name = '', method] = path.split('.');
  if (method === 'push' && global(name) === undefined) Reflect.set(window, name, []);
  const owner = client === undefined ? global(name) : client;
  return method ? callable(Reflect.get(Object(owner) as object, method), owner) : callable(owner);
}

/** What `typeof` says of each option that is an adapter's own; its client is checked by what it can do. */
type OwnOptions<Options> = {
  readonly [Option in Exclude<keyof Options, keyof AdapterOptions | 'client'>]-?: 'boolean' | 'object' | 'string';
};

/**
 * Makes the adapter for a vendor's tool.
 *
 * @param tool the path of its function, as for `find`, or what finds it
 * @throws TypeError from `use` where an option is wrong, naming it.
 */
export function createVendorAdapter<Options extends AdapterOptions & { readonly client?: unknown }>(
  name: string,
  options: Options,
  own: OwnOptions<Options>,
  tool: string | (() => Call | undefined),
  send: (call: Call, event: AnalyticsEvent) => void,
): Adapter {
  return (iadvize) => {
    checkOptions(options);
    const { client } = options;
    const findTool = typeof tool === 'string' ? () => find(tool, client) : tool;
    if (client !== undefined && !findTool()) throw new TypeError('Option client must be the tool');
    for (const [option, type] of Object.entries<string>(own)) {
      const value: unknown = Reflect.get(options, option);
      if (value !== undefined && (value === null || typeof value !== type)) {
        throw new TypeError(`Option ${option} must be a ${type}`);
      }
    }
    return createAdapter({ name, find: findTool, send }, options)(iadvize);
  };
}
