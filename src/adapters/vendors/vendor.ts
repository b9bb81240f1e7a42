import type { Adapter } from '../../core/types';
import { clientWith, isObject, ownOptions } from '../../shared/check-options';
import type { OptionCheck, OptionChecks } from '../../shared/check-options';
import type { AnalyticsEvent } from '../pipeline/analytics-event';
import { createAdapter } from '../pipeline/create-adapter';
import type { AdapterOptions } from '../pipeline/options';
import { find } from './find';
import type { ToolFunction } from './find';
import { fit } from './limits';
import type { Limits } from './limits';

/** A tool that the site imports and hands over: an object with these methods. */
export type Client<Method extends string> = Readonly<Record<Method, (...args: never[]) => unknown>>;

/** The names of an adapter's own options, except for the client, which the definition has separately. */
type OwnOption<Options> = Exclude<keyof Options, keyof AdapterOptions | 'client'> & string;

type Checks<Options> = OptionChecks<OwnOption<Options>> & { readonly client?: OptionCheck };

/** A vendor's tool, and how it takes an event. */
export type VendorDefinition<Options> = {
  /** The adapter's name. */
  readonly name: string;
  /** The path of its function, as for `find`, or what gives the path or the function. */
  readonly tool: string | ((options: Options) => string | ToolFunction | undefined);
  /** The methods that the site's own client must have, where it may hand one over. */
  readonly client?: readonly string[];
  /** The tool's limits; `send` gets an event that is within them. Default: none. */
  readonly limits?: Limits;
  /** Whether `send` has a place for the event's page. Default: the page is the parameter `page_location`. */
  readonly hasPage?: boolean;
  /** What the page lacks, where that is more than the tool's function. Default: the path of the function. */
  readonly missing?: (options: Options) => string;
  /** Which events are sent, of those that the site chooses. Default: all of them. */
  readonly events?: (options: Options) => AdapterOptions['events'];
  /** Calls the function; `previous` is the event that the tool got before on this page. */
  readonly send: (
    call: ToolFunction,
    event: AnalyticsEvent,
    options: Options,
    previous: AnalyticsEvent | undefined,
  ) => void;
} & (OwnOption<Options> extends never
  ? { readonly options?: Checks<Options> }
  : {
      /** The checks of the adapter's own options. */
      readonly options: Checks<Options>;
    });

/** Makes an adapter from the definition of a vendor's tool. */
export const vendor =
  <Options extends AdapterOptions & { readonly client?: unknown }>({
    name,
    tool,
    client,
    limits,
    hasPage,
    missing,
    events,
    options: checks,
    send,
  }: VendorDefinition<Options>) =>
  (
    ...[options = {} as Options]: Partial<Options> extends Options ? [options?: Options] : [options: Options]
  ): Adapter => {
    const given = ownOptions(options);
    const pathOf = () => (typeof tool === 'string' ? tool : tool(given));
    return createAdapter<ToolFunction>(
      {
        name,
        options: { ...checks, ...(client && { client: clientWith(...client) }) },
        find() {
          const found = pathOf();
          return typeof found === 'string' ? find(found, given.client) : found;
        },
        missing: () => missing?.(given) ?? String(pathOf()),
        send: (call, event, previous) => send(call, fit(event, limits, hasPage), given, previous),
      },
      events && isObject(options) ? { ...options, events: events(given) } : options,
    );
  };
