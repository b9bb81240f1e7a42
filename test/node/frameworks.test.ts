import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

/** The pages whose code is that of an app under `examples`. */
const apps: Partial<Record<string, string>> = {
  'angular.md': 'angular',
  'astro.md': 'astro',
  'gtm.md': 'gtm',
  'next.md': 'next',
  'nuxt.md': 'nuxt',
  'react.md': 'react-vite',
  'svelte-kit.md': 'sveltekit',
  'vue.md': 'vue-vite',
  'webpack.md': 'webpack',
};

/** A page's blocks that name the file they are: `ts [app/layout.ts]`. */
const files = (page: string) =>
  [...readFileSync(`docs/frameworks/${page}`, 'utf8').matchAll(/^```\w+ \[(.+)\]\n([^]*?)^```/gm)].map(
    ([, path = '', code = '']) => ({ page, path, code }),
  );

describe('the pages of the frameworks', () => {
  it.each(Object.keys(apps))('%s has code of its app', (page) => {
    expect(files(page).length).toBeGreaterThan(3);
  });

  it.each(readdirSync('docs/frameworks').flatMap(files))('$page shows $path as it is', ({ page, path, code }) => {
    expect(code).toBe(readFileSync(`examples/${apps[page]}/${path}`, 'utf8'));
  });
});
