import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { callbackNames } from '../../src';
import { typicalArguments } from '../../src/testing';
import { eventsTable } from '../support/events-table';

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

/** What a snippet takes as given: what an earlier one made, the reader's own code, or a framework's globals. */
const given = `
  import type { IAdvizeCallbacks } from 'iadvize-callbacks';
  import type { createClient } from 'iadvize-callbacks/server';
  import type { HistoryEntry } from 'iadvize-callbacks/virtual-agent';
  import type { WebSdk } from 'iadvize-callbacks/web-sdk';
  declare global {
    const iadvize: IAdvizeCallbacks;
    const client: ReturnType<typeof createClient>;
    const sdk: WebSdk;
    const receive: (request: Request) => Promise<Response>;
    const secret: string;
    const bot: { conversationId: string; say(text: string): void; show(entries: HistoryEntry[]): void };
    const defineNuxtPlugin: (setup: () => void) => unknown;
    const useRouter: () => { afterEach(guard: (to: { path: string }) => void): void };
    interface Window {
      ownTool?: { track(name: string, parameters: object): void };
    }
  }
`;

/** A page's code in a language, by the page and the line it begins on. */
const snippets = (language: string) =>
  pages.flatMap(({ path, text }) =>
    [...text.matchAll(new RegExp(`^\`\`\`${language}(?: .*)?\\n([^]*?)^\`\`\``, 'gm'))].map((match) => ({
      code: match[1] ?? '',
      name: `${path.replaceAll(/\W/g, '-')}-${text.slice(0, match.index).split('\n').length}`,
    })),
  );

/** The examples of docstrings that are whole, by their file and the line they begin on. */
const examples = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((path) => path.endsWith('.ts'))
  .flatMap((path) => {
    const text = readFileSync(join('src', path), 'utf8');
    return [...text.matchAll(/^ \* @example\n((?: \* (?!@).*\n)+)/gm)].map(([found, lines = ''], index) => ({
      code: lines.replaceAll(/^ \* /gm, ''),
      name: `${path.replaceAll(/\W/g, '-')}-${index}-${text.slice(0, text.indexOf(found)).split('\n').length}`,
    }));
  })
  .filter(({ code }) => code.startsWith('import '));

describe('the documentation', () => {
  it('has the table of events that the table of callbacks gives', () => {
    const all = pages.map(({ text }) => text).join('\n');
    const table = /<!-- events -->\n([^]*?)<!-- \/events -->/.exec(all)?.[1]?.trim() ?? '';
    const cells = (text: string) => text.split('\n').map((row) => row.replace(/ +/g, ' ').replace(/-+/g, '-'));
    expect(cells(table)).toEqual(cells(eventsTable()));
  });

  it('has TypeScript that compiles against the built types', () => {
    const files = new Map([
      [join(process.cwd(), 'readme.d.ts'), given],
      [join(process.cwd(), 'next.d.ts'), `declare module 'next/navigation' { function usePathname(): string; }`],
    ]);
    for (const language of ['ts', 'tsx']) {
      for (const { code, name } of language === 'ts' ? [...snippets('ts'), ...examples] : snippets('tsx')) {
        files.set(join(process.cwd(), `${name}.${language}`), `${code}\nexport {};`);
      }
    }
    expect(files.size).toBeGreaterThan(4);
    const options: ts.CompilerOptions = {
      strict: true,
      target: ts.ScriptTarget.ES2022,
      module: ts.ModuleKind.ESNext,
      moduleResolution: ts.ModuleResolutionKind.Bundler,
      moduleDetection: ts.ModuleDetectionKind.Force,
      lib: ['lib.es2022.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
      jsx: ts.JsxEmit.ReactJSX,
      types: ['node'],
      noEmit: true,
      skipLibCheck: true,
    };
    const host = ts.createCompilerHost(options);
    const getSourceFile = host.getSourceFile.bind(host);
    host.fileExists = (name) => files.has(name) || ts.sys.fileExists(name);
    host.readFile = (name) => files.get(name) ?? ts.sys.readFile(name);
    host.getSourceFile = (name, ...rest) => {
      const code = files.get(name);
      return code === undefined
        ? getSourceFile(name, ...rest)
        : ts.createSourceFile(name, code, ts.ScriptTarget.ES2022);
    };
    const program = ts.createProgram([...files.keys()], options, host);
    const problems = ts.getPreEmitDiagnostics(program).map(({ file, messageText }) => {
      return `${file?.fileName}: ${ts.flattenDiagnosticMessageText(messageText, '\n')}`;
    });
    expect(problems).toEqual([]);
  });

  it.each(pages)('names only commands, imports and files that there are in $path', ({ path: page, text }) => {
    for (const [, script = ''] of text.matchAll(/npm run ([\w:]+)/g)) expect(manifest.scripts).toHaveProperty([script]);
    for (const [, path = ''] of text.matchAll(/from 'iadvize-callbacks(\/[\w/-]+)?'/g)) {
      expect(manifest.exports).toHaveProperty([`.${path}`]);
    }
    for (const [, path = ''] of text.matchAll(/\]\((?!http)([\w/.-]+)\)/g)) {
      expect(existsSync(join(dirname(page), path)), path).toBe(true);
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
