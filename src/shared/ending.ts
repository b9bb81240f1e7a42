import { reasonOf } from './delay';

/** What ends something before it is done: its deadline, or an abort. */
export interface Ending {
  /** For what takes a signal; made for those who ask for it. Old browsers' carries no reason: `race` does. */
  readonly signal: AbortSignal;
  /** What the deadline or the abort came to, in a box; undefined while neither has come. */
  readonly ended: () => { readonly error: unknown } | undefined;
  /** Waits no longer than that, also for what does not listen to the signal. @throws what `ended` holds. */
  readonly race: <Value>(value: Value | PromiseLike<Value>) => Promise<Value>;
  /** Ends it now, with this error. */
  readonly stop: (error: unknown) => void;
  /** To be called once it is done. */
  readonly close: () => void;
}

export interface EndingOptions {
  /** In milliseconds, from now on. */
  readonly timeout: number;
  readonly onTimeout: () => unknown;
  readonly signal?: AbortSignal | undefined;
  /** Makes the error of an abort of its reason. Default: the reason. */
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
