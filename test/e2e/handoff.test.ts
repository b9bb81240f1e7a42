import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { useBrowser } from '../support/browser';
import type { Page } from '../support/engines/page';
import { serve } from '../support/serve';

/** What a page's scripts may do, each in a script element of its own. */
const scripts = {
  tag: '<script src="/tag.js"></script>',
  inlineTag: '<script>var iAdvize = { version: 2, vaSCI: undefined }; var tagged = true;</script>',
  assign: '<script>window.iAdvize = { version: 3 };</script>',
  string: '<script>window.iAdvize = "iAdvize";</script>',
  varString: '<script>var iAdvize = "iAdvize";</script>',
  remove: '<script>note(delete window.iAdvize);</script>',
  clear: '<script>window.handoff && handoff.clear();</script>',
  start: '<script>chat("onChatStarted");</script>',
  end: '<script>chat("onChatEnded");</script>',
  library: '<script src="/library.js"></script>',
} as const;

type Step = keyof typeof scripts | { readonly handOff: string };

const html = (steps: readonly Step[]) =>
  [
    `<!doctype html><script>
      var notes = [], reads = [], expected, tagged;
      function note(value) { notes.push(value); }
      function look() {
        var own = Object.getOwnPropertyDescriptor(window, 'iAdvize');
        note([typeof iAdvize, 'iAdvize' in window, Object.keys(window).includes('iAdvize'), own && own.configurable,
          window.iAdvize && window.iAdvize.version]);
      }
      function chat(callback) {
        if (tagged && Object(window.iAdvize) === window.iAdvize && callback === 'onChatStarted') {
          reads.push([window.iAdvize.vaSCI, expected]);
        }
        var callbacks = window.iAdvizeCallbacks;
        if (callbacks && callbacks[callback]) callbacks[callback]({ id: 1 });
      }
    </script>`,
    ...steps.map((step) => {
      if (typeof step === 'object') {
        return `<script>if (window.handoff && !window.quiet) { expected = "${step.handOff}"; handoff.handOff(expected); }</script>`;
      }
      return step === 'clear' ? `${scripts.clear}<script>expected = undefined;</script>` : scripts[step];
    }),
  ].join('<script>look();</script>\n');

const browser = useBrowser();
let page: Page;
let site: Awaited<ReturnType<typeof serve>>;
let current: string;

async function library(): Promise<string> {
  const dist = fileURLToPath(new URL('../../dist/', import.meta.url));
  const build = await rollup({
    input: 'page',
    plugins: [
      {
        name: 'page',
        resolveId: (id) => (id === 'page' ? id : undefined),
        load: (id) =>
          id === 'page'
            ? `import { installCallbacks } from '${dist}index.js';
               import { createHandoff } from '${dist}virtual-agent/index.js';
               window.handoff = createHandoff(installCallbacks());`
            : undefined,
      },
      nodeResolve(),
    ],
  });
  return (await build.generate({ format: 'iife' })).output[0].code;
}

beforeAll(async () => {
  const code = await library();
  const script = (body: string) => new Response(body, { headers: { 'content-type': 'text/javascript' } });
  site = await serve(({ url }) => {
    const { pathname } = new URL(url);
    if (pathname === '/library.js') return script(code);
    if (pathname === '/tag.js') return script('var iAdvize = { version: 1, vaSCI: undefined }; var tagged = true;');
    return new Response(current, { headers: { 'content-type': 'text/html' } });
  });
  page = await browser.page();
});

afterAll(() => site?.close());

async function run(steps: readonly Step[], prefix = '') {
  current = prefix + html(steps);
  await page.goto(site.origin);
  return page.evaluate(() => {
    const { reads, notes } = window as unknown as { reads: unknown[][]; notes: unknown[] };
    return { reads, notes };
  });
}

const a = { handOff: 'bot-a' };
const b = { handOff: 'bot-b' };

describe('in a browser, the Virtual Agent’s conversation id', () => {
  it.each<[string, Step[], (string | undefined)[]]>([
    ['before the tag', ['library', a, 'tag', 'start'], ['bot-a']],
    ['before an inline tag', ['library', a, 'inlineTag', 'start'], ['bot-a']],
    ['after the tag', ['tag', 'library', a, 'start'], ['bot-a']],
    ['after an inline tag', ['inlineTag', 'library', a, 'start'], ['bot-a']],
    ['between two tags', ['tag', 'library', a, 'tag', 'start'], ['bot-a']],
    ['between two inline tags', ['inlineTag', 'library', a, 'inlineTag', 'start'], ['bot-a']],
    ['before three tags', ['library', a, 'tag', 'inlineTag', 'tag', 'start'], ['bot-a']],
    ['where a string is', ['string', 'library', a, 'tag', 'start'], ['bot-a']],
    ['where a var of the page is', ['varString', 'library', a, 'inlineTag', 'start'], ['bot-a']],
    ['where a var comes late', ['library', a, 'varString', 'inlineTag', 'start'], ['bot-a']],
    ['where the global is deleted', ['string', 'library', a, 'remove', 'inlineTag', 'start'], ['bot-a']],
    [
      'where the page replaces the object',
      ['tag', 'library', a, 'assign', 'start', 'tag', 'start'],
      ['bot-a', 'bot-a'],
    ],
    ['twice', ['library', a, 'tag', 'start', 'end', b, 'tag', 'start'], ['bot-a', 'bot-b']],
    ['by a second copy of the library', ['library', a, 'library', b, 'tag', 'start'], ['bot-b']],
    ['and takes it back, by a second copy', ['library', a, 'library', 'clear', 'tag', 'start'], [undefined]],
    ['and takes it back', ['library', a, 'tag', 'start', 'end', 'clear', 'start'], ['bot-a', undefined]],
  ])('reaches the tag that is handed it %s', async (_, steps, reads) => {
    expect((await run(steps)).reads.map(([read]) => read ?? undefined)).toEqual(reads);
  });

  it('reaches a tag that a script loads long after the page', async () => {
    await run(['varString', 'library', a]);
    const read = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const script = document.createElement('script');
          script.src = '/tag.js';
          script.onload = () => resolve(Reflect.get(Reflect.get(window, 'iAdvize') as object, 'vaSCI'));
          document.head.append(script);
        }),
    );
    expect(read).toBe('bot-a');
  });

  const step = fc.oneof(
    fc.constantFrom<Step[]>(...(Object.keys(scripts) as (keyof typeof scripts)[])),
    fc.stringMatching(/^[a-z]{1,8}$/).map((handOff) => ({ handOff })),
  );
  const program = fc.array(step, { minLength: 3, maxLength: 20 });

  it('is the last one handed over, in any order of the page’s scripts', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(program, async (steps) => {
        const { reads } = await run(['library', a, ...steps, 'tag', 'start']);
        expect(reads.length).toBeGreaterThan(0);
        for (const [read, expected] of reads) expect(read).toBe(expected);
      }),
      { numRuns: 40, endOnFailure: true },
    );
  });

  it('changes nothing that the page’s scripts can tell about window.iAdvize', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(program, async (steps) => {
        const program: Step[] = ['library', a, ...steps];
        const { notes } = await run(program);
        expect(notes).toEqual((await run(program, '<script>quiet = true</script>')).notes);
      }),
      { numRuns: 20, endOnFailure: true },
    );
  });
});
