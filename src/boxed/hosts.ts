/** The frames around this one that may be the host page, the nearest first. */
export function hosts(to: string): Window[] {
  const found: Window[] = [];
  // Firefox has no such list until 2025, and a referrer policy may hide an origin in it.
  const { ancestorOrigins = [] } = location as { ancestorOrigins?: ArrayLike<string> };
  for (let frame: Window = window, depth = 0; frame.parent !== frame; depth += 1) {
    frame = frame.parent;
    const origin = ancestorOrigins[depth] ?? 'null';
    if (origin === to || origin === 'null') found.push(frame);
  }
  return found;
}

/** The pauses between hellos, in milliseconds: the first is the shortest, each next one twice as long. */
const pauses = { shortest: 250, longest: 8000 };

/** For how long hellos are repeated, in milliseconds. */
const patience = 600_000;

/**
 * Calls `greet` now and, less and less often, for ten minutes.
 * @returns a function that ends it.
 */
export function greetRepeatedly(greet: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const repeat = (pause: number, left: number) => {
    if (left < 0) return;
    timer = setTimeout(() => {
      greet();
      repeat(Math.min(2 * pause, pauses.longest), left - pause);
    }, pause);
  };
  greet();
  repeat(pauses.shortest, patience);
  return () => clearTimeout(timer);
}
