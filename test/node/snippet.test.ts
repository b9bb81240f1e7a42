import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { callbackNames } from '../../src';
import { snippet } from '../../dist/snippet/index.js';

it('the snippet is a string, the same as the file, that fits into an inline script', () => {
  const file = readFileSync('dist/snippet.js', 'utf8');
  expect(file.startsWith(snippet)).toBe(true);
  expect(snippet).not.toMatch(/<\/script|<!--/i);
  expect(snippet).not.toContain('sourceMappingURL');
  for (const name of callbackNames) expect(snippet).toContain(name.slice(2));
});
