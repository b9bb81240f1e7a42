import { readFileSync, readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import * as tools from '../../src/adapters/tools';

const names = Object.keys(tools);
const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/** The first column of a page's table of adapters. */
const rowsOf = (page: string) =>
  [...readFileSync(page, 'utf8').matchAll(/^\| \[`(\w+)`\]\(([\w-]+\.md)\)/gm)].map(([, name = '', file = '']) => ({
    name,
    file,
  }));

it('every adapter has a row in the demo, or shares one', async () => {
  const path = '../../demo/analytics/tools.js';
  const demo = (await import(path)) as { tools: { adapter: string }[]; sharing: object };
  const rows = [...demo.tools.map(({ adapter }) => adapter), ...Object.keys(demo.sharing)];
  expect(rows.sort()).toEqual([...names].sort());
});

it('every adapter has a row and a page in the documentation', () => {
  const rows = rowsOf('docs/adapters/index.md');
  expect(rows.map(({ name }) => name).sort()).toEqual([...names].sort());
  const pages = readdirSync('docs/adapters');
  for (const { name, file } of rows) {
    expect(file).toBe(`${kebab(name)}.md`);
    expect(pages).toContain(file);
    expect(readFileSync(`docs/adapters/${file}`, 'utf8')).toContain(`${name}(`);
  }
});
