/** Numbers that are the same for the same seed (mulberry32). */
export function createRandom(seed: number) {
  let state = seed >>> 0;

  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };

  return {
    /** A whole number, both ends included. */
    between: (from: number, to: number) => from + Math.floor(next() * (to - from + 1)),
    /** Whether what happens in so many of 100 cases happens now. */
    percent: (part: number) => next() * 100 < part,
    /** One of them. */
    pick<Thing>(things: readonly [Thing, ...Thing[]]): Thing {
      return things[Math.floor(next() * things.length)] ?? things[0];
    },
  };
}

export type Random = ReturnType<typeof createRandom>;
