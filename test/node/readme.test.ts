import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { callbackNames } from '../../src';
import { typicalArguments } from '../../src/testing';
import { eventsTable } from '../support/events-table';
import { problemsOf } from '../support/snippets';
import type { Snippet } from '../support/snippets';

interface Page {
  /** Path from the top of the project. */
  readonly path: string;
  readonly text: string;
}

/** Everything that people read, but for the changelog and what is generated: what is at the top, and each page under `docs`. */
const pages: readonly Page[] = [
  'README.md',
  'CONTRIBUTING.md',
  'SECURITY.md',
  ...readdirSync('docs', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.md') && !/^(reference|\.vitepress)\b/.test(path))
    .map((path) => join('docs', path)),
].map((path) => ({
  path,
  // What is shown of another file is that file's: `npm run check:recipes` checks it where it belongs.
  text: readFileSync(path, 'utf8').replaceAll(/^(`{3,})diff [^]*?^\1$/gm, ''),
}));
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as {
  scripts: Record<string, string>;
  exports: Record<string, unknown>;
};

/**
 * A page's code in a language, by the page and the line it begins on, without what names its file, `ts [app.ts]`: the build of
 * the app that it is of checks that.
 */
const snippets = (language: Snippet['language']): Snippet[] =>
  pages.flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}(?: [^[].*)?\\n([^]*?)^\`\`\``, 'gm'))].map((match) => ({
      language,
      code: match[1] ?? '',
      name: `${path.replaceAll(/\W/g, '-')}-${text.slice(0, match.index).split('\n').length}`,
    })),
  );

/** A page without its blocks of code. */
const proseOf = (text: string) => text.replaceAll(/^(`{3,})[^]*?^\1$/gm, '');

/** The anchors of a page's headings: those that GitHub and the site make alike, as a link has to do on both. */
const anchorsOf = (text: string) =>
  [...proseOf(text).matchAll(/^#+ (.*)$/gm)]
    .map(([, heading = '']) => heading.toLowerCase())
    .map((heading) => ({
      github: heading.replaceAll(/[^\p{L}\p{N}\s_-]/gu, '').replaceAll(/\s/g, '-'),
      site: heading.replaceAll(/[\s\p{P}\p{S}]+/gu, '-').replaceAll(/^-|-$/g, ''),
    }))
    .filter(({ github, site }) => github === site)
    .map(({ site }) => site);

describe('the documentation', () => {
  it('has the table of events that the table of callbacks gives', () => {
    const all = pages.map(({ text }) => text).join('\n');
    const table = /<!-- events -->\n([^]*?)<!-- \/events -->/.exec(all)?.[1]?.trim() ?? '';
    const cells = (text: string) => text.split('\n').map((row) => row.replace(/ +/g, ' ').replace(/-+/g, '-'));
    expect(cells(table)).toEqual(cells(eventsTable()));
  });

  it('has TypeScript that compiles against the built types', () => {
    const all = [...snippets('ts'), ...snippets('tsx')];
    expect(all.length).toBeGreaterThan(4);
    expect(problemsOf(all)).toEqual([]);
  });

  it.each(pages)('names only commands, imports and files that there are in $path', ({ path: page, text }) => {
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) expect(manifest.scripts).toHaveProperty([script]);
    for (const [, path = ''] of text.matchAll(/from 'iadvize-callbacks(\/[\w/-]+)?'/g)) {
      expect(manifest.exports).toHaveProperty([`.${path}`]);
    }
    for (const [, path = '', anchor] of proseOf(text).matchAll(/\]\((?![a-z]+:)([^#)\s]*)(?:#([^)\s]*))?\)/g)) {
      const target = path ? join(dirname(page), path) : page;
      expect(existsSync(target), path).toBe(true);
      if (anchor !== undefined) expect(anchorsOf(readFileSync(target, 'utf8')), target).toContain(anchor);
    }
  });
});

describe('the fake tag', () => {
  it.each(['2016', '2020'] as const)('has a typical argument for every callback that is given one in %s', (era) => {
    const table = eventsTable().split('\n').slice(2);
    for (const [index, name] of callbackNames.entries()) {
      const detail = table[index]?.split('|')[3] ?? '';
      const fields = [...detail.matchAll(/`(\w+)`( \((.*?)\))?/g)]
        .filter(
          ([, field, , note]) => field !== 'null' && (era === '2016' ? !note?.endsWith('+') : note !== '2016 only'),
        )
        .map(([, field]) => field);
      expect(Object.keys(typicalArguments[era][name] ?? {}), name).toEqual(fields);
    }
  });
});
