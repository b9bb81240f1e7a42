import type { AddedName, EventName, EventNameOf } from './callbacks';
import type { IAdvizeEvent } from './event';

/** Gets each event; what it throws is reported to the console and stops nobody else. */
export type Listener<Type extends string = EventName> = (event: IAdvizeEvent<Type>) => void;

/** Ends what it was returned for; calling it again does nothing. */
export type Stop = () => void;

export interface OnceOptions {
  /** Ends the subscription when it aborts. */
  readonly signal?: AbortSignal | undefined;
  /** Whether to deliver first what has already fired on this page, oldest first. Default: `false`. */
  readonly replay?: boolean | undefined;
}

export interface OnOptions extends OnceOptions {
  /** Whether to stop after one event. Default: `false`. */
  readonly once?: boolean | undefined;
}

/** Carries events elsewhere, an analytics tool for instance: called by `use`, may return what undoes it. */
export type Adapter = (iadvize: IAdvizeCallbacks) => Stop | void;

/** One time that the page's own code set or deleted what the tag calls. */
export interface Overwrite {
  /** When, in epoch milliseconds; where there is no `stack`, when it was noticed. */
  readonly timestamp: number;
  /** The callback's name; `undefined` where it was the whole of `window.iAdvizeCallbacks`. */
  readonly callback: string | undefined;
  /**
   * The stack in the browser's own words, with the scripts' addresses and lines: below `set`, which is this library's, the
   * page's. `undefined` for what was noticed afterwards: what the page had at the installation, a deletion, any change
   * where a `var` holds the global; and where the page has put something else in the place of `Error`.
   */
  readonly stack: string | undefined;
}

/** The events of the iAdvize tag on this page. */
export interface IAdvizeCallbacks {
  /** What has fired on this page, oldest first: the last 1,000 events at least, 2,000 at most. */
  readonly events: readonly IAdvizeEvent[];

  /**
   * Whether the tag was on the page before this library, and no snippet stood in for it: what it called until then is
   * lost, and a tag that keeps the functions it found calls none of ours. A warning in the console says so, too.
   */
  readonly installedLate: boolean;

  /** Who set or deleted what the tag calls, oldest first: the last 100 times. */
  readonly overwrites: readonly Overwrite[];

  /**
   * Calls `listener` on each event of that name, or on every event for `'*'`.
   * @returns a function that ends it.
   * @throws TypeError where there is no such event, or the listener is not a function.
   */
  on(type: '*', listener: Listener, options?: OnOptions): Stop;
  on<Type extends EventName>(type: Type, listener: Listener<Type>, options?: OnOptions): Stop;

  /**
   * Ends what `on` began with the same name and listener.
   * @throws TypeError where there is no such event, or the listener is not a function.
   */
  off(type: '*', listener: Listener): void;
  off<Type extends EventName>(type: Type, listener: Listener<Type>): void;

  /**
   * The next event of that name, or of any for `'*'`; with `replay`, the first that fired.
   * Rejects with the signal's reason if that aborts first.
   * @throws TypeError where there is no such event.
   */
  once(type: '*', options?: OnceOptions): Promise<IAdvizeEvent>;
  once<Type extends EventName>(type: Type, options?: OnceOptions): Promise<IAdvizeEvent<Type>>;

  /**
   * Starts an adapter.
   * @returns a function that removes it.
   * @throws TypeError where the adapter is not a function, and what the adapter itself throws on wrong options.
   */
  use(adapter: Adapter): Stop;

  /** Ends every subscription and adapter, forgets `events` and `overwrites`, and puts the page's own callbacks back. */
  uninstall(): void;
}

/** What `IAdvizeCallbacks` takes besides, on a page whose tag has callbacks that this library does not know. */
export interface AddedEvents<Name extends string> {
  on(type: '*', listener: Listener<EventName | EventNameOf<Name>>, options?: OnOptions): Stop;
  on<Type extends EventNameOf<Name>>(type: Type, listener: Listener<Type>, options?: OnOptions): Stop;
  off(type: '*', listener: Listener<EventName | EventNameOf<Name>>): void;
  off<Type extends EventNameOf<Name>>(type: Type, listener: Listener<Type>): void;
  once(type: '*', options?: OnceOptions): Promise<IAdvizeEvent<EventName | EventNameOf<Name>>>;
  once<Type extends EventNameOf<Name>>(type: Type, options?: OnceOptions): Promise<IAdvizeEvent<Type>>;
}

export interface InstallOptions<Name extends AddedName = AddedName> {
  /**
   * `'last'`: a function that the site assigns to a callback replaces the earlier ones, as it does without this library.
   * Default: each is added, so that no team's code silences another's. The first call on a page decides.
   */
  readonly overwrites?: 'last' | undefined;

  /**
   * Callbacks that the platform has added since, such as `'onBotTransferred'`: each is an event like the others, whose
   * `detail` is what the tag passed. They are added to those of earlier calls. Default: none.
   */
  readonly callbacks?: readonly Name[] | undefined;
}
