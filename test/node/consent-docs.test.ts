import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { consents } from '../../src/adapters/consent/attributes';

const index = readFileSync('docs/consent/index.md', 'utf8');

describe('the documentation of consent', () => {
  it.each(Object.keys(consents))('has a row and a page for %s', (name) => {
    const row = index.split('\n').find((line) => line.startsWith('|') && line.includes(` \`${name}\` `));
    const page = `docs/consent/${/\]\(([\w-]+\.md)\)/.exec(row ?? '')?.[1]}`;
    expect(existsSync(page), page).toBe(true);
    expect(readFileSync(page, 'utf8')).toContain(`data-consent="${name}"`);
  });
});
