import { isPromiseLike } from '../promise-like';

/** How long a store or a memory may take, in milliseconds: a visitor waits. */
const patienceWithStores = 500;

/**
 * What a task gives; at once, without a timer, where that is no promise.
 * @param onTimeout is called where it takes longer than so many milliseconds.
 * @throws what `onTimeout` gives, and what the task throws.
 */
export async function within<Value>(
  milliseconds: number,
  onTimeout: () => unknown,
  task: () => Value | PromiseLike<Value>,
): Promise<Value> {
  const given = task();
  if (!isPromiseLike(given)) return given;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const over = new Promise<never>((_, reject) => {
    // What the site's own function gives, whatever it is.
    // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
    timer = setTimeout(() => reject(onTimeout()), milliseconds);
  });
  try {
    return await Promise.race([given, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** The error for what took too long. */
export const tooLong = (what: string, milliseconds: number) => () =>
  new Error(`${what} took longer than ${milliseconds} ms`);

/** A store or a memory of the site's, which may be away. */
export const ofStore = <Value>(what: string, task: () => Value | PromiseLike<Value>): Promise<Value> =>
  within(patienceWithStores, tooLong(what, patienceWithStores), task);
