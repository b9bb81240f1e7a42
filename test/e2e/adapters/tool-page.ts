import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Browser, Request } from 'playwright';
import { build } from 'vite';
import type { AdapterStatus } from '../../../src/adapters/pipeline/status';

/** A page of a shop with one analytics tool on it. */
export interface ToolPage {
  /** The tool's own script, a file of its package, run before the library; `{ before, file, after }` of inline code around it. */
  readonly script?: { readonly before?: string; readonly file: string; readonly after?: string };
  /** `import` statements for the tool, where it comes as a module. */
  readonly imports?: string;
  /** What starts the tool. */
  readonly setup?: string;
  /** The adapter, as an expression; `adapters` is the library's import. */
  readonly adapter: string;
  /** Whether the tool keeps events until the page is left. */
  readonly leave?: boolean;
  /** What the tool's servers answer, by a part of the address; JSON. Default: `{}`. */
  readonly answers?: Readonly<Record<string, unknown>>;
}

/** A request that left the page, its body unpacked. */
export interface Sent {
  readonly url: string;
  readonly body: string;
}

const root = new URL('../../../', import.meta.url);
const file = (path: string) => readFileSync(new URL(path, root), 'utf8');
const built: Readonly<Record<string, string>> = {
  'iadvize-callbacks': 'dist/index.js',
  'iadvize-callbacks/adapters': 'dist/adapters/index.js',
  'iadvize-callbacks/testing': 'dist/testing/index.js',
};

/** As a site's own bundler does, CommonJS and all. */
async function bundle(code: string): Promise<string> {
  const entry = fileURLToPath(new URL('page.js', root));
  const result = await build({
    configFile: false,
    root: fileURLToPath(root),
    logLevel: 'silent',
    plugins: [
      {
        name: 'page',
        enforce: 'pre',
        resolveId(id) {
          const path = built[id];
          if (path) return fileURLToPath(new URL(path, root));
          return id === entry ? id : null;
        },
        load: (id) => (id === entry ? code : null),
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: entry, output: { format: 'iife' } } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('');
}

/** Bodies are compressed by some tools, and base64 in a form field by others. */
function unpack(request: Request): string {
  const body = request.postDataBuffer();
  if (!body) return '';
  const plain = body[0] === 0x1f && body[1] === 0x8b ? gunzipSync(body) : body;
  const text = plain.toString('utf8');
  const field = new URLSearchParams(text).get('data');
  if (!field) return text;
  return /^[\w+/=-]+$/.test(field) ? Buffer.from(field, 'base64').toString('utf8') : field;
}

/** What every tool is told of the chat, and what none is. */
export const chat = {
  page: 'https://shop.example/product',
  conversationId: 'c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11',
  secrets: ['waterproof', 'how can I help', '0a1572b7cc5027fe443f4203eaf0b98d4cbea6d313afa'],
};

/**
 * Opens the page, has the fake tag play a chat on it, and leaves it once a request has come that `find` knows. Nothing
 * reaches the network: the page's requests are answered here.
 * @returns every request that left for the tool's servers, and the time of the chat's start in epoch milliseconds.
 */
export async function playChat(
  browser: Browser,
  { script, imports = '', setup = '', adapter, leave, answers = {} }: ToolPage,
  find: (sent: Sent) => boolean,
): Promise<{ sent: Sent[]; found: Sent; time: number; errors: string[] }> {
  const code = await bundle(`
    import { installCallbacks } from 'iadvize-callbacks';
    import * as adapters from 'iadvize-callbacks/adapters';
    import { conversations, createFakeTag } from 'iadvize-callbacks/testing';
    ${imports}
    const iadvize = installCallbacks();
    ${setup};
    const tag = createFakeTag();
    tag.load();
    iadvize.use(${adapter});
    // A while ago for the tools, so that the time they are told of can only be the event's own.
    const { now } = Date;
    Date.now = () => now() - 60_000;
    tag.play(conversations.chat);
    Date.now = now;
    // The visitor goes on before any tool is told.
    history.pushState(null, '', '/cart');
    window.time = iadvize.events.find(({ type }) => type === 'chatStarted').timestamp;
  `);
  const inline = script ? [script.before ?? '', file(script.file), script.after ?? ''] : [];
  const scripts = [...inline, code];
  const page = await browser.newPage();
  const sent: Sent[] = [];
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(String(error)));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
  const arrival = new Promise<Sent>((resolve) => {
    void page.route('**/*', async (route, request) => {
      const url = new URL(request.url());
      const headers = {
        'access-control-allow-origin': request.headers()['origin'] ?? '*',
        'access-control-allow-credentials': 'true',
        'access-control-allow-headers': request.headers()['access-control-request-headers'] ?? '*',
      };
      if (url.origin !== 'https://shop.example') {
        const one = { url: request.url(), body: unpack(request) };
        if (request.method() !== 'OPTIONS') sent.push(one);
        const answer = Object.entries(answers).find(([part]) => one.url.includes(part))?.[1] ?? {};
        await route.fulfill({ status: 200, headers, contentType: 'application/json', body: JSON.stringify(answer) });
        if (find(one)) resolve(one);
      } else if (/^\/\w*$/.test(url.pathname)) {
        const tags = scripts.map((_, index) => `<script src="/${index}.js"></script>`).join('');
        const body = `<!doctype html><title>Shop</title><body><h1>Shop</h1>${tags}`;
        await route.fulfill({ contentType: 'text/html', body });
      } else {
        await route.fulfill({
          contentType: 'text/javascript',
          body: scripts[Number.parseInt(url.pathname.slice(1))] ?? '',
        });
      }
    });
  });
  try {
    await page.goto(`${chat.page}?from=mail`);
    const time = await page.evaluate(() => Reflect.get(window, 'time') as number);
    if (leave) {
      await page.waitForFunction(() => {
        const statuses = Reflect.get(window, Symbol.for('iAdvizeCallbacks.adapters')) as Set<AdapterStatus>;
        return [...statuses].every(({ waiting }) => !waiting);
      });
      await page.goto('https://shop.example/');
    }
    const late = new Promise<undefined>((resolve) => setTimeout(resolve, 20_000, undefined));
    const found = await Promise.race([arrival, late]);
    if (!found) throw new Error(`Nothing found in ${JSON.stringify({ sent, errors }).slice(0, 4000)}`);
    return { sent, found, time, errors };
  } finally {
    await page.close();
  }
}
