import type { AddedName, EventName, EventNameOf } from './callbacks';
import type { IAdvizeEvent } from './event';

/** Is called with each event. An error that it throws is reported to the console and stops nobody else. */
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

/**
 * Carries events elsewhere, to an analytics tool for instance. `use` calls it; it may return a function that undoes it.
 */
export type Adapter = (iadvize: IAdvizeCallbacks) => Stop | void;

/** One time that the page's own code set or deleted what the tag calls. */
export interface Overwrite {
  /** When, in epoch milliseconds; where there is no `stack`, when it was noticed. */
  readonly timestamp: number;
  /** The callback's name; `undefined` where it was the whole of `window.iAdvizeCallbacks`. */
  readonly callback: string | undefined;
  /**
   * The call stack, in the browser's own format: first this library's `set`, below it the page's scripts with their
   * addresses and lines. `undefined` for what was noticed only later (what the page had at the installation, a
   * deletion, any change where a `var` holds the global), and where the page has replaced `Error`.
   */
  readonly stack: string | undefined;
}

/** The events of the iAdvize tag on this page. */
export interface IAdvizeCallbacks {
  /** What has fired on this page, oldest first: the last 1,000 events at least, 2,000 at most. */
  readonly events: readonly IAdvizeEvent[];

  /**
   * Whether the tag was on the page before this library, without the snippet: earlier calls are lost, and a tag that
   * has copied the page's functions calls none of ours. The console has a warning about it.
   */
  readonly installedLate: boolean;

  /** The last 100 times that the page's code set or deleted what the tag calls, oldest first. */
  readonly overwrites: readonly Overwrite[];

  /**
   * Calls `listener` on each event of that name, or on every event for `'*'`; listeners in the order of their subscription.
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
   * @throws TypeError where the adapter is not a function; and whatever the adapter throws, as for wrong options.
   */
  use(adapter: Adapter): Stop;

  /** Ends every subscription and adapter, forgets `events` and `overwrites`, and puts the page's own callbacks back. */
  uninstall(): void;
}

/** What `IAdvizeCallbacks` accepts in addition, where `callbacks` names some that this library does not know. */
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
   * Callbacks that this library does not know yet, such as `'onBotTransferred'`: each becomes an event, whose `detail`
   * is what the tag passed. They are added to those of earlier calls. Default: none.
   */
  readonly callbacks?: readonly Name[] | undefined;
}
