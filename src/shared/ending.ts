import { reasonOf } from './delay';

/** What ends something before it is done: its deadline, or an abort. */
export interface Ending {
  /** For functions that take a signal; made when it is first asked for. In old browsers it carries no reason; `race` rejects with one. */
  readonly signal: AbortSignal;
  /** The error of the deadline or the abort, in an object, since it may be undefined itself; undefined before. */
  readonly ended: () => { readonly error: unknown } | undefined;
  /** Waits for a value until then, even for a promise that ignores the signal. @throws the error in `ended`. */
  readonly race: <Value>(value: Value | PromiseLike<Value>) => Promise<Value>;
  /** Ends it now, with this error. */
  readonly stop: (error: unknown) => void;
  /** To be called when the work is done. */
  readonly close: () => void;
}

export interface EndingOptions {
  /** In milliseconds, from now on. */
  readonly timeout: number;
  readonly onTimeout: () => unknown;
  readonly signal?: AbortSignal | undefined;
  /** Turns an abort's reason into the error. Default: the reason itself. */
  readonly onAbort?: ((reason: unknown) => unknown) | undefined;
}

/** Starts a deadline. */
export function createEnding({ timeout, onTimeout, signal, onAbort = (reason) => reason }: EndingOptions): Ending {
  let controller: AbortController | undefined;
  let reject: (error: unknown) => void = () => {};
  const end = new Promise<never>((_, rejectEnd) => (reject = rejectEnd));
  // Nobody may be waiting.
  end.catch(() => {});
  let ended: { error: unknown } | undefined;
  const stop = (error: unknown) => {
    ended ??= { error };
    reject(ended.error);
    controller?.abort(ended.error);
  };
  const abort = () => {
    if (signal) stop(onAbort(reasonOf(signal)));
  };
  const timer = setTimeout(() => stop(onTimeout()), timeout);
  signal?.addEventListener('abort', abort);
  if (signal?.aborted) abort();

  return {
    get signal() {
      controller ??= new AbortController();
      if (ended) controller.abort(ended.error);
      return controller.signal;
    },
    ended: () => ended,
    race: (value) => Promise.race([end, value]),
    stop,
    close() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    },
  };
}
