/** A function that stays on the other side, by the key under which it is kept there. */
interface FunctionReference {
  readonly iadvizeFunction: string;
}

type PortMessage =
  | { readonly kind: 'ask'; readonly id: number; readonly method: string; readonly args: readonly unknown[] }
  | { readonly kind: 'answer'; readonly id: number; readonly value?: unknown; readonly error?: string };

/** One end of a connection: asks the other end, and answers it. */
export interface Remote {
  /** Rejects with what the other end threw, as an Error of its text. */
  ask(method: string, ...args: unknown[]): Promise<unknown>;
  close(): void;
}

type AnyFunction = (...args: unknown[]) => unknown;

/** How many functions an end keeps for the other; then the oldest are forgotten. */
const limit = 1000;

const isReference = (value: unknown): value is FunctionReference =>
  typeof (value as FunctionReference | null)?.iadvizeFunction === 'string';

/**
 * Connects the two ends of a message port: each call has an id, by which its answer is known. Values travel as text.
 * Functions do not travel: they are called where they are.
 * @param answer what the other end may ask for; what it throws or rejects with is the answer.
 */
export function connect(port: MessagePort, answer: (method: string, args: unknown[]) => unknown): Remote {
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
  /** The functions of this end, which the other calls by key. */
  const kept = new Map<string, AnyFunction>();
  const keys = new WeakMap<AnyFunction, string>();
  /**
   * The stand-ins for the other end's functions: always the same one for a function, so that `off` finds what `on` was
   * given.
   */
  const standIns = new Map<string, AnyFunction>();
  let count = 0;

  const bound = (functions: Map<string, AnyFunction>) => {
    const [oldest] = functions.keys();
    if (functions.size > limit && oldest !== undefined) functions.delete(oldest);
  };

  function write(_: string, value: unknown): unknown {
    if (typeof value !== 'function') return value;
    const local = value as AnyFunction;
    const key = keys.get(local) ?? String((count += 1));
    keys.set(local, key);
    kept.set(key, local);
    bound(kept);
    return { iadvizeFunction: key } satisfies FunctionReference;
  }

  function read(_: string, value: unknown): unknown {
    if (!isReference(value)) return value;
    const key = value.iadvizeFunction;
    const known = standIns.get(key) ?? ((...args: unknown[]) => ask('call', key, ...args));
    standIns.set(key, known);
    bound(standIns);
    return known;
  }

  const post = (message: PortMessage) => port.postMessage(JSON.stringify(message, write));

  function ask(method: string, ...args: unknown[]): Promise<unknown> {
    const answered = new Promise<unknown>((resolve, reject) => {
      const id = (count += 1);
      waiting.set(id, { resolve, reject });
      post({ kind: 'ask', id, method, args });
    });
    // Nobody waits for the result of a listener.
    answered.catch(() => {});
    return answered;
  }

  async function answerTo(id: number, method: string, args: unknown[]): Promise<void> {
    try {
      const [key, ...rest] = args;
      const value = await (method === 'call' ? kept.get(String(key))?.(...rest) : answer(method, args));
      post({ kind: 'answer', id, value });
    } catch (error) {
      post({ kind: 'answer', id, error: error instanceof Error ? error.message : String(error) });
    }
  }

  port.onmessage = ({ data }: MessageEvent<unknown>) => {
    let message: Partial<Record<string, unknown>>;
    try {
      message = Object(JSON.parse(String(data), read)) as typeof message;
    } catch {
      return;
    }
    const { kind, id, method, args, value, error } = message;
    if (typeof id !== 'number') return;
    if (kind === 'ask' && typeof method === 'string' && Array.isArray(args)) void answerTo(id, method, args);
    if (kind !== 'answer') return;
    const asked = waiting.get(id);
    waiting.delete(id);
    if (typeof error === 'string') asked?.reject(new Error(error));
    else asked?.resolve(value);
  };

  return {
    ask,
    close() {
      port.close();
      for (const { reject } of waiting.values()) reject(new Error('The boxed tag is gone'));
      waiting.clear();
    },
  };
}
