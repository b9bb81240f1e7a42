import { expect, it } from 'vitest';
import { describeSoak, isSound, soak } from '../soak';

/** On a machine that does other things, too. */
const timeout = 300_000;

it(
  'loses nothing, doubles nothing and keeps its heap in a few minutes of a busy shop',
  async () => {
    const result = await soak({ seed: 1, minutes: 3 });
    expect(result.fired).toBeGreaterThan(3000);
    expect(isSound(result), describeSoak(result, 3)).toBe(true);
  },
  timeout,
);

it(
  'notices a library that keeps what it should let go',
  async () => {
    const after = `{
      const kept = [];
      iAdvizeEvents.on('*', (event) => kept.push({ ...event }));
    }`;
    const result = await soak({ seed: 3, minutes: 3, after });
    expect(result.problems).toEqual([]);
    expect(isSound(result), describeSoak(result, 3)).toBe(false);
  },
  timeout,
);

it(
  'notices a library that loses and doubles',
  async () => {
    const after = `{
      const { on } = iAdvizeEvents;
      let count = 0;
      // The adapters listen without options, and would wait long for what they miss.
      iAdvizeEvents.on = (type, listener, options) => !options ? on(type, listener) : on(type, (event) => {
        count += 1;
        if (count % 500 !== 0) listener(event);
        if (count % 700 === 0) listener(event);
      }, options);
    }`;
    const result = await soak({ seed: 2, minutes: 1, after });
    expect(result.tallies.listeners.lost).toBeGreaterThan(0);
    expect(result.tallies.listeners.doubled).toBeGreaterThan(0);
    expect(isSound(result)).toBe(false);
  },
  timeout,
);
