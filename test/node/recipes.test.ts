import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { apply, inCopy, recipes } from '../support/recipes';

// `npm run check:recipes` builds and tests the copy; this only takes a moment.
it('every line of the four tasks has its place in the project', () => {
  const all = recipes();
  expect(all.map(({ name }) => name)).toEqual(['A callback', 'An adapter', 'A consent platform', 'A server resource']);
  inCopy((folder) => {
    for (const { changes, commands } of all) {
      expect(commands).not.toEqual([]);
      for (const change of changes) apply(folder, change);
    }
    expect(readFileSync(`${folder}/src/core/callbacks.ts`, 'utf8')).toContain('onQueueJoined: (from) => ({');
    const nowhere = { path: 'src/core/callbacks.ts', lines: [' no such line', '+added'] };
    expect(() => apply(folder, nowhere)).toThrow('src/core/callbacks.ts has 0 places');
  });
});
