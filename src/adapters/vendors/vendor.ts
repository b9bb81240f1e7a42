import type { Adapter } from '../../core/types';
import type { AnalyticsEvent } from '../pipeline/analytics-event';
import type { OptionChecks } from '../../shared/check-options';
import { createAdapter } from '../pipeline/create-adapter';
import { fit } from './limits';
import type { Limits } from './limits';
import type { AdapterOptions } from '../pipeline/options';

/** A function or method of a tool, ready to call. */
export type Call = (...args: unknown[]) => void;

/** A tool that the site imports and hands over: an object with these methods. */
export type Client<Method extends string> = Readonly<Record<Method, (...args: never[]) => unknown>>;

/** A vendor's tool, and how it takes an event. */
export interface VendorDefinition<Options extends AdapterOptions> {
  /** The adapter's name. */
  readonly name: string;
  /** What each option must be that is the adapter's own. */
  readonly options: OptionChecks<Exclude<keyof Options, keyof AdapterOptions> & string>;
  /** The path of its function, as for `find`, or what gives the path or the function. */
  readonly tool: string | ((options: Options) => string | Call | undefined);
  /** What it accepts of an event; `send` gets no more than that. Default: everything. */
  readonly limits?: Limits;
  /** Calls the function. */
  readonly send: (call: Call, event: AnalyticsEvent, options: Options) => void;
}

/** A value of the page; `undefined` where there is none. */
export const global = (name: string): unknown => Reflect.get(window, name);

/** The name that a page's snippet gave the tool's function, in a global of its own, or else the usual one. */
export function nameIn(variable: string, usual: string): string {
  const name = global(variable);
  return typeof name === 'string' ? name : usual;
}

/**
 * A tool's function (`'gtag'`) or method (`'analytics.track'`) on the page, or on the client that the site handed over;
 * `undefined` where it is not there. A queue (`'_paq.push'`) is made, as an array, where the page has none: the tool's
 * documentation has each page do so, and the tool empties it and takes it over once it is there.
 */
export function find(path: string, client?: unknown): Call | undefined {
  const [name = '', method] = path.split('.');
  if (method === 'push' && global(name) === undefined) Reflect.set(window, name, []);
  const tool = client ?? global(name);
  const value: unknown = method ? Reflect.get(Object(tool) as object, method) : tool;
  return typeof value === 'function'
    ? (...args) => void Reflect.apply(value, method ? tool : undefined, args)
    : undefined;
}

/**
 * Makes the adapter for a vendor's tool.
 *
 * @throws TypeError from `use` where an option is wrong, naming it.
 */
export function createVendorAdapter<Options extends AdapterOptions & { readonly client?: unknown }>(
  { name, options: own, tool, limits, send }: VendorDefinition<Options>,
  options: Options,
): Adapter {
  return createAdapter<Call>(
    {
      name,
      options: own,
      find() {
        const found = typeof tool === 'string' ? tool : tool(options);
        return typeof found === 'string' ? find(found, options.client) : found;
      },
      send: (call, event) => send(call, fit(event, limits), options),
    },
    options,
  );
}
