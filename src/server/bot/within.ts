import { createEnding } from '../../shared/ending';

/** How long a store or a memory may take, in milliseconds: a visitor waits. */
export const patienceWithStores = 500;

/** @throws Error after so many milliseconds, and what the task throws. */
export async function within<Value>(
  milliseconds: number,
  what: string,
  task: (signal: AbortSignal) => Value | Promise<Value>,
): Promise<Value> {
  const onTimeout = () => new Error(`${what} took longer than ${milliseconds} ms`);
  const ending = createEnding({ timeout: milliseconds, onTimeout });
  try {
    // What it throws at once is a rejection, too.
    return await ending.race(Promise.resolve().then(() => task(ending.signal)));
  } finally {
    ending.close();
  }
}
