import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { afterEach, expect, it } from 'vitest';
import { createBotStandIn, serve } from '../../src/testing/server';
import type { Served } from '../../src/testing/server';

let bot: ChildProcess | undefined;
let model: Served | undefined;
afterEach(async () => {
  if (bot && bot.exitCode === null) {
    bot.kill();
    await once(bot, 'exit');
  }
  await model?.close();
  bot = model = undefined;
});

/** Runs the example as its first line says. @returns where it says that it listens. */
async function start(env: Record<string, string>): Promise<string> {
  bot = spawn(process.execPath, ['examples/bot/main.mjs'], {
    env: { PATH: process.env['PATH'], BOT_SECRET: 'secret', PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: bot.stdout! })) {
    const url = /^The bot listens at (http:\S+)$/.exec(line)?.[1];
    if (url) return url;
  }
  throw new Error('The example ended before it listened');
}

const last = ({ messages }: { messages: readonly { payload: object }[] }) => messages.at(-1)?.payload;

it('answers on Node, checks the signature, and hands over', async () => {
  const url = await start({});
  const iadvize = createBotStandIn({ url, secret: 'secret' });
  await iadvize.configure('sizes');
  expect(await iadvize.isAvailable()).toBe(true);
  const chat = await iadvize.open();
  await chat.write('I wear 42.');
  expect(last(chat)).toMatchObject({ value: expect.stringContaining('take 42') as string });
  await chat.write('A person');
  await iadvize.pass(1000);
  expect([chat.state, iadvize.problems]).toEqual(['transferred', []]);

  const { status } = await createBotStandIn({ url, secret: 'another' }).call('GET', '/external-bots');
  expect(status).toBe(401);
});

it('asks the model that its environment names', async () => {
  const asked: unknown[] = [];
  model = await serve(async (request) => {
    asked.push([request.headers.get('authorization'), await request.json()]);
    return Response.json({ choices: [{ message: { content: 'Take 43.' } }] });
  });
  const url = await start({ MODEL_URL: model.url, MODEL_KEY: 'key', MODEL_NAME: 'small' });
  const chat = await createBotStandIn({ url, secret: 'secret' }).open();
  await chat.write('Which size for long toes?');
  expect(last(chat)).toEqual({ contentType: 'text', value: 'Take 43.' });
  expect(asked).toMatchObject([
    ['Bearer key', { model: 'small', messages: [{}, { role: 'user', content: 'Which size for long toes?' }] }],
  ]);
});
