import { readFileSync } from 'node:fs';
import { afterEach, expect, it } from 'vitest';
import { createBotStandIn, serve } from '../../dist/testing/server/index.js';
import type { Chat, Served } from '../../dist/testing/server/index.js';

type Connector = (request: Request) => Promise<Response>;
let served: Served | undefined;
afterEach(() => served?.close());

const said = ({ messages }: Chat) =>
  messages.map(
    ({ from, payload }) => `${from}: ${payload.contentType === 'text' ? payload.value : payload.contentType}`,
  );

/** Runs a block of a page as it stands there. */
async function run<Module>(code: string): Promise<Module> {
  const { default: ts } = await import('typescript');
  const { outputText } = ts.transpileModule(code, {
    compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
  });
  const built = (name: string) => new URL(`../../dist/${name}/index.js`, import.meta.url).href;
  const linked = outputText.replaceAll(
    /from 'iadvize-callbacks\/([\w/]+)'/g,
    (_, name: string) => `from '${built(name)}'`,
  );
  return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(linked)}`)) as Module;
}

it('has the steps of the documentation lead to a bot that answers', async () => {
  const page = readFileSync('docs/bot/index.md', 'utf8');
  const [bot = '', talk = ''] = [...page.matchAll(/^```ts\n([^]*?)^```/gm)].map(([, code]) => code);
  const { connector } = await run<{ connector: Connector }>(bot);
  Reflect.set(globalThis, 'connector', connector);
  try {
    const { lines, state } = await run<{ lines: string[]; state: string }>(
      `const lines = [];\n${talk.replaceAll('console.log(', 'lines.push(')}\nexport { lines };\nexport const state = lines[1];`,
    );
    expect(JSON.stringify(lines)).toContain('42 fits.');
    expect(JSON.stringify(lines)).toContain('Hello, I am a bot.');
    expect(state).toBe('transferred');
  } finally {
    Reflect.deleteProperty(globalThis, 'connector');
  }
});

interface Worker {
  default: { fetch(request: Request, env: Record<string, string>): Promise<Response> };
}

it('has the example answer on an edge worker, hand over, and say that nobody is free', async () => {
  const path = '../../examples/bot/worker.mjs';
  const worker = ((await import(path)) as Worker).default;
  served = await serve((request) => worker.fetch(request, { BOT_SECRET: 'secret' }));
  const iadvize = createBotStandIn({ url: served.url, secret: 'secret' });
  await iadvize.configure('sizes');
  const chat = await iadvize.open();
  await chat.write('I wear 42.');
  expect(said(chat)).toEqual([
    'bot: Hello, I am a bot. Which shoe, and which size do you wear?',
    'visitor: I wear 42.',
    'bot: They run true to size: take 42. Between two sizes, take the larger.',
  ]);
  iadvize.rules[0]!.free = false;
  await chat.write('A person');
  await iadvize.pass(21_000);
  expect(said(chat).at(-1)).toBe('bot: Nobody is free right now.');
  expect([chat.state, iadvize.problems]).toEqual(['closed', []]);
});

it('has the example ask a model, and survive its failure and its length', async () => {
  const [bot, model] = ['../../examples/bot/bot.mjs', '../../examples/bot/model.mjs'];
  const { createSizeAdviser } = (await import(bot)) as {
    createSizeAdviser: (answer: unknown, options: object) => Connector;
  };
  const { modelAnswer } = (await import(model)) as { modelAnswer: (options: object) => unknown };
  let content: string | undefined;
  const api = await serve(async (request) => {
    if (request.headers.get('authorization') !== 'Bearer key' || content === undefined) {
      return Response.json({}, { status: 500 });
    }
    return Response.json({ choices: [{ message: { content } }] });
  });
  try {
    const answer = modelAnswer({ url: api.url, key: 'key', model: 'small' });
    served = await serve(createSizeAdviser(answer, { secret: 'secret', onError: () => {} }));
    const iadvize = createBotStandIn({ url: served.url, secret: 'secret' });
    const chat = await iadvize.open();
    await chat.write('Which size?');
    expect(said(chat).at(-1)).toBe('bot: I cannot answer right now. Please try again.');
    content = `${'Take the larger of the two. '.repeat(30)}Bye.`;
    await chat.write('Which size?');
    await iadvize.pass(10_000);
    const words = said(chat).slice(4).join(' ').replaceAll('bot: ', '');
    expect(words).toBe(content);
    expect(iadvize.problems).toEqual([]);
  } finally {
    await api.close();
  }
});
