import fc from 'fast-check';
import { expect, it } from 'vitest';
import { inputsOf } from '../fuzz/inputs.mjs';
import { targets } from '../fuzz/targets.mjs';

// On built files, the same inputs each time; `npm run fuzz` makes as many as it is told.
it.each(Object.entries(targets))('%s holds, whatever comes', async (_, { seeds, run }) => {
  let given = 0;
  const property = fc.asyncProperty(inputsOf(seeds), async (bytes) => {
    given += 1;
    await run(bytes);
  });
  await fc.assert(property, { numRuns: 1000, seed: 20_260_101 });
  expect(given).toBe(1000);
});

it('tells a target that fails, by the shortest input', () => {
  const property = fc.property(inputsOf(['{"a":1}', '[]']), (bytes) => {
    if (bytes.includes('__proto__')) throw new Error('found');
  });
  const { failed, counterexample } = fc.check(property, { numRuns: 5000, seed: 1 });
  expect(failed).toBe(true);
  expect(counterexample?.[0].toString()).toContain('__proto__');
});
