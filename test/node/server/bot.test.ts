import { createHmac, randomUUID } from 'node:crypto';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/server';
import type { DeliveryStore } from '../../../src/server';
import {
  atLeastOne,
  card,
  close,
  createBotConnector,
  createBotMemory,
  pause,
  text,
  transfer,
} from '../../../src/server/bot';
import type { Bot, BotConnectorOptions, ProactiveReply, Replies, VisitorMessage } from '../../../src/server/bot';
import { createBotStandIn, serve } from '../../../src/testing/server';
import type { BotStandInOptions, Chat, Served } from '../../../src/testing/server';

const secret = 'bot-secret';
const editorUrl = 'https://shop.example/bot';
const scenario = { id: 'sizes', name: 'Size adviser', editorUrl };
const rule = randomUUID();
const links = [{ name: 'Open', url: 'https://shop.example/sizes' }];
const running: Served[] = [];

afterEach(async () => {
  await Promise.all(running.splice(0).map((served) => served.close()));
});

const onError = vi.fn<(error: unknown) => void>();
afterEach(() => onError.mockReset());
const errors = () => onError.mock.calls.map(([error]) => (error instanceof Error ? error.message : String(error)));

/** A bot behind its connector, and the platform before it. */
async function start(
  bot: Partial<Bot> = {},
  options: Partial<BotConnectorOptions> = {},
  platform: Partial<BotStandInOptions> = {},
) {
  const connector = createBotConnector(
    { scenarios: () => [scenario], availability: () => true, onMessage: () => [text('Hello')], ...bot },
    { secret, onError, ...options },
  );
  const served = await serve(connector);
  running.push(served);
  return createBotStandIn({
    url: served.url + (options.basePath ?? ''),
    secret,
    rules: [{ id: rule, label: 'People', free: true }],
    ...platform,
  });
}

/** What the visitor sees, by who says it. */
const said = ({ messages }: Chat) =>
  messages.map(
    ({ from, payload }) => `${from}: ${payload.contentType === 'text' ? payload.value : payload.contentType}`,
  );

const messageOf = (fields: object = {}, author = 'visitor') => ({
  idOperator: 'sd-1001',
  message: {
    idMessage: randomUUID(),
    author: { role: author },
    payload: { contentType: 'text', value: 'Hi' },
    createdAt: new Date().toISOString(),
    ...fields,
  },
});
const to = (conversation: string = randomUUID()) => `/conversations/${conversation}/messages`;
const repliesOf = (answer: unknown) => (answer as { replies: unknown[] }).replies;

describe('the connector', () => {
  it('refuses wrong bots and options', () => {
    const bot: Bot = { scenarios: () => [], availability: () => true, onMessage: () => [] };
    expect(() => createBotConnector({ ...bot, onMessage: undefined as never }, { secret })).toThrow(/onMessage/);
    expect(() => createBotConnector(bot, { secret: '' })).toThrow(/secret/);
    expect(() => createBotConnector(bot, { secret, basePath: 'bot/' })).toThrow(/basePath/);
    expect(() => createBotConnector(bot, { secret, timeout: 0 })).toThrow(/timeout/);
    expect(() => createBotConnector({ ...bot, fallback: [{ type: 'nope' } as never] }, { secret })).toThrow(/Reply 1/);
  });

  it('is up without a signature, and nothing else is', async () => {
    const platform = await start({}, { basePath: '/iadvize' });
    expect(await platform.call('GET', '/health', { signature: null })).toMatchObject({
      status: 200,
      answer: { status: 'UP' },
    });
    const bad = `sha256=${'0'.repeat(64)}`;
    for (const [method, path] of [
      ['GET', '/external-bots'],
      ['PUT', '/bots/sd-1'],
      ['GET', '/bots/sd-1'],
      ['GET', '/availability-strategies'],
      ['GET', '/bots/sd-1/conversation-first-messages'],
      ['POST', '/conversations'],
      ['POST', to()],
    ] as const) {
      for (const signature of [null, bad, 'sha256=', 'md5=abc']) {
        expect((await platform.call(method, path, { signature, body: messageOf() })).status, `${method} ${path}`).toBe(
          401,
        );
      }
    }
    expect((await platform.call('GET', '/nowhere')).status).toBe(404);
    expect((await platform.call('DELETE', '/conversations')).status).toBe(405);
    expect(errors()).toEqual([]);
  });

  it('offers its scenarios, and keeps which one a bot agent has', async () => {
    const platform = await start({
      scenarios: () => [
        { ...scenario, description: 'Shoes' },
        { ...scenario, id: 'other' },
      ],
    });
    expect((await platform.call('GET', '/external-bots')).answer).toEqual([
      { idBot: 'sizes', name: 'Size adviser', editorUrl, description: 'Shoes' },
      { idBot: 'other', name: 'Size adviser', editorUrl },
    ]);
    expect((await platform.call('GET', '/bots/sd-1001')).status).toBe(404);
    await platform.configure('other');
    const first = (await platform.call('GET', '/bots/sd-1001')).answer as { createdAt: string };
    expect(first).toMatchObject({ idOperator: 'sd-1001', external: { idBot: 'other', editorUrl } });
    await platform.configure('sizes');
    expect((await platform.call('GET', '/bots/sd-1001')).answer).toMatchObject({
      external: { idBot: 'sizes', description: 'Shoes' },
      createdAt: first.createdAt,
    });
    await expect(platform.configure('nope')).rejects.toThrow(/nope/);
    expect((await platform.call('PUT', '/bots/sd-1001', { body: { external: { idBot: 'nope' } } })).status).toBe(400);
    expect((await platform.call('PUT', '/bots/evil', { body: { external: { idBot: 'sizes' } } })).status).toBe(400);
  });

  it.each<[string, Bot['availability'], unknown]>([
    ['true', () => true, { strategy: 'customAvailability', availability: true }],
    ['false', () => false, { strategy: 'customAvailability', availability: false }],
    ['a routing rule', () => atLeastOne([rule]), { strategy: 'atLeastOne', distributionRulesToCheck: [rule] }],
    ['a failure', () => Promise.reject(new Error('away')), { strategy: 'notAvailable' }],
    ['nonsense', () => 'yes' as never, { strategy: 'notAvailable' }],
  ])('answers its availability: %s', async (_, availability, strategy) => {
    const platform = await start({ availability });
    expect(
      (await platform.call('GET', '/availability-strategies', { query: { idOperator: 'sd-1001' } })).answer,
    ).toEqual([strategy]);
  });

  it('is offered while somebody behind its rule is free', async () => {
    const platform = await start({ availability: () => atLeastOne([rule]) });
    expect(await platform.isAvailable()).toBe(true);
    platform.rules[0]!.free = false;
    expect(await platform.isAvailable()).toBe(false);
  });

  it('welcomes, and not where that fails, hangs or does more', async () => {
    const hello = await (await start({ welcome: () => [text('Hello, I am a bot.')] })).open();
    expect(said(hello)).toEqual(['bot: Hello, I am a bot.']);
    for (const welcome of [
      () => Promise.reject(new Error('away')),
      () => new Promise<never>(() => {}),
      () => [pause(1000)] as never,
    ]) {
      expect(said(await (await start({ welcome }, { welcomeTimeout: 20 })).open())).toEqual([]);
    }
    expect(errors()).toEqual(['away', 'welcome took longer than 20 ms', 'welcome can give messages only']);
  });
});

describe('a conversation', () => {
  it('goes from the visitor’s words to the bot’s, in order and time', async () => {
    const asked: VisitorMessage[] = [];
    const contexts: unknown[] = [];
    const platform = await start({
      onMessage(message, conversation) {
        asked.push(message);
        contexts.push(conversation);
        return [text('One', { quickReplies: ['Thanks'] }), text('Two'), pause(5000), card({ links }), close()];
      },
    });
    await platform.configure('sizes');
    const chat = await platform.open();
    await chat.write('Which size?');
    expect(said(chat)).toEqual(['visitor: Which size?', 'bot: One']);
    // A second between two messages, so that they are shown in order.
    await platform.pass(1000);
    expect(said(chat)).toHaveLength(3);
    await platform.pass(4999);
    expect(chat.state).toBe('running');
    await platform.pass(1);
    expect(said(chat).slice(2)).toEqual(['bot: Two', 'bot: card/content']);
    expect(chat.state).toBe('closed');
    expect(chat.messages[1]?.quickReplies).toEqual([{ contentType: 'text/quick-reply', value: 'Thanks' }]);

    expect(asked).toEqual([
      {
        id: chat.messages[0]?.id,
        text: 'Which size?',
        payload: { contentType: 'text', value: 'Which size?' },
        createdAt: chat.messages[0]?.at,
      },
    ]);
    expect(contexts).toEqual([
      expect.objectContaining({
        id: chat.id,
        operatorId: 'sd-1001',
        websiteId: 'sd-1',
        scenario: 'sizes',
        rules: [{ id: rule, label: 'People' }],
      }),
    ]);
    expect(platform.problems).toEqual([]);
    const answers = platform.calls.filter(({ method }) => method === 'POST').map(({ answer }) => answer);
    for (const answer of answers) {
      expect(answer).toEqual({
        idConversation: chat.id,
        idOperator: 'sd-1001',
        replies: expect.any(Array),
        createdAt: (answers[0] as { createdAt: string }).createdAt,
        updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      });
    }
    expect(repliesOf(answers[0])).toEqual([]);
  });

  it('drops what waits when the visitor writes first', async () => {
    const platform = await start({
      onMessage: ({ text: words }) => [text(words), pause(60_000), text('Still there?')],
    });
    const chat = await platform.open();
    await chat.write('One');
    await platform.pass(30_000);
    await chat.write('Two');
    await platform.pass(60_000);
    expect(said(chat)).toEqual(['visitor: One', 'bot: One', 'visitor: Two', 'bot: Two', 'bot: Still there?']);
  });

  it('is handed over, and says so where nobody is free', async () => {
    const onMessage = vi.fn(() => [transfer(rule, { timeout: 20_000, otherwise: [text('Nobody is free.'), close()] })]);
    const platform = await start({ onMessage });
    const chat = await platform.open();
    await chat.write('A person');
    expect(chat.state).toBe('transferred');
    await chat.operatorWrites('Hello, I am Inès.');
    await chat.write('Hello');
    expect(onMessage).toHaveBeenCalledTimes(2);
    expect(said(chat)).toHaveLength(3);

    platform.rules[0]!.free = false;
    const other = await platform.open();
    await other.write('A person');
    await platform.pass(19_999);
    expect(other.state).toBe('transferring');
    await platform.pass(1);
    expect(said(other)).toEqual(['visitor: A person', 'bot: Nobody is free.']);
    expect(other.state).toBe('closed');
  });

  it('ends after five minutes of silence', async () => {
    const platform = await start();
    const chat = await platform.open();
    await chat.write('Hi');
    await platform.pass(299_999);
    expect(chat.state).toBe('running');
    await platform.pass(1);
    expect(chat.state).toBe('closed');
  });

  it('never has the bot answer itself, a person, or whoever there may be', async () => {
    const onMessage = vi.fn(() => [text('Hello')]);
    const platform = await start({ onMessage });
    for (const role of ['operator', 'bot', 'admin']) {
      const { answer } = await platform.call('POST', to(), { body: messageOf({}, role) });
      expect(repliesOf(answer)).toEqual([]);
    }
    expect(onMessage).not.toHaveBeenCalled();
  });
});

describe('bad input', () => {
  it('reads a date with a zone in brackets, and goes on without one it cannot read', async () => {
    const onMessage = vi.fn<(message: VisitorMessage) => []>(() => []);
    const platform = await start({ onMessage });
    const now = new Date().toISOString();
    await platform.call('POST', to(), { body: messageOf({ createdAt: `${now}[Etc/UTC]` }) });
    await platform.call('POST', to(), { body: messageOf({ createdAt: 'yesterday' }) });
    expect(onMessage.mock.calls.map(([{ createdAt }]) => createdAt)).toEqual([Date.parse(now), undefined]);
  });

  it('hands over a content that it does not know', async () => {
    const onMessage = vi.fn<(message: VisitorMessage) => []>(() => []);
    const platform = await start({ onMessage });
    const payload = { contentType: 'hologram', depth: 3 };
    expect((await platform.call('POST', to(), { body: messageOf({ payload }) })).status).toBe(200);
    expect(onMessage.mock.calls[0]?.[0]).toMatchObject({ text: '', payload });
  });

  it.each<[string, string, unknown]>([
    ['no JSON', to(), '{'],
    ['a list', to(), '[]'],
    ['no message', to(), { idOperator: 'sd-1' }],
    ['no idMessage', to(), messageOf({ idMessage: undefined })],
    ['no author', to(), messageOf({ author: null })],
    ['no payload', to(), messageOf({ payload: 'Hi' })],
    ['no operator', to(), { ...messageOf(), idOperator: '../..' }],
    ['no conversation', to('me'), messageOf()],
    ['no conversation to begin', '/conversations', { idOperator: 'sd-1', idConversation: 7 }],
  ])('refuses %s', async (_, path, body) => {
    const platform = await start();
    expect((await platform.call('POST', path, { body })).status).toBe(400);
    expect(errors()).toEqual([]);
  });

  it('refuses what is too long', async () => {
    const platform = await start({}, { maxBytes: 1000 });
    expect((await platform.call('POST', to(), { body: messageOf({ padding: 'x'.repeat(2000) }) })).status).toBe(413);
  });

  it('answers in a conversation that it never saw begin', async () => {
    const platform = await start();
    const { answer, status } = await platform.call('POST', to(), { body: messageOf() });
    expect(status).toBe(200);
    expect(repliesOf(answer)).toEqual([text('Hello')]);
  });

  it('handles a message once, though its call comes again, into another conversation, too', async () => {
    const onMessage = vi.fn(() => [text('Hello')]);
    const platform = await start({ onMessage });
    const conversation = randomUUID();
    const body = JSON.stringify(messageOf());
    const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const answers = [];
    for (const path of [to(conversation), to(conversation), to()]) {
      answers.push(repliesOf((await platform.call('POST', path, { body, signature })).answer));
    }
    expect(answers).toEqual([[text('Hello')], [], []]);
    expect(onMessage).toHaveBeenCalledTimes(1);
  });

  it('keeps apart two conversations whose messages have the same small ids', async () => {
    const platform = await start();
    const body = messageOf({ idMessage: '1' });
    for (const path of [to(), to()]) {
      expect(repliesOf((await platform.call('POST', path, { body })).answer)).toHaveLength(1);
    }
  });

  it('does not handle what is older than maxAge', async () => {
    const platform = await start();
    const createdAt = new Date(Date.now() - 3_700_000).toISOString();
    expect(repliesOf((await platform.call('POST', to(), { body: messageOf({ createdAt }) })).answer)).toEqual([]);
    expect(errors()[0]).toMatch(/older than 3600000 ms/);
  });

  it('handles a message once over several processes that share a store', async () => {
    const store = createMemoryStore();
    const memory = createBotMemory();
    const onMessage = vi.fn(() => [text('Hello')]);
    const [one, other] = await Promise.all([
      start({ onMessage }, { store, memory }),
      start({ onMessage }, { store, memory }),
    ]);
    const body = messageOf();
    const path = to();
    const answers = await Promise.all([one.call('POST', path, { body }), other.call('POST', path, { body })]);
    expect(answers.map(({ answer }) => repliesOf(answer).length).sort()).toEqual([0, 1]);
    expect(onMessage).toHaveBeenCalledTimes(1);
    await one.configure('sizes');
    expect((await other.call('GET', '/bots/sd-1001')).status).toBe(200);
  });

  it('goes on while the store and the memory are away, each message once', async () => {
    const away = () => Promise.reject(new Error('the store is away'));
    const store: DeliveryStore = { begin: away, extend: away, end: away };
    const platform = await start({}, { store, memory: { get: away, set: away } });
    const chat = await platform.open();
    await chat.write('Hi');
    expect(said(chat)).toEqual(['visitor: Hi', 'bot: Hello']);
    const body = messageOf();
    const answers = [];
    for (const path of [to(), to()])
      answers.push(repliesOf((await platform.call('POST', path, { body })).answer).length);
    expect(answers).toEqual([1, 0]);
    expect(errors()).toContain('the store is away');
    expect((await platform.call('PUT', '/bots/sd-1001', { body: { external: { idBot: 'sizes' } } })).status).toBe(500);
  });

  it('does not wait for a store and a memory that hang', async () => {
    const hang = () => new Promise<never>(() => {});
    const store: DeliveryStore = { begin: hang, extend: hang, end: hang };
    const platform = await start({}, { store, memory: { get: hang, set: hang } });
    const { answer } = await platform.call('POST', to(), { body: messageOf() });
    expect(repliesOf(answer)).toEqual([text('Hello')]);
    expect(errors()).toContain('store took longer than 500 ms');
  });

  it('leaves a message free again where the process died that had it', async () => {
    const store = createMemoryStore();
    const body = messageOf();
    await store.begin(`bot:${body.message.idMessage}`, 'a process that died', 50);
    const platform = await start({}, { store });
    await expect
      .poll(async () => repliesOf((await platform.call('POST', to(), { body })).answer))
      .toEqual([text('Hello')]);
  });

  it('handles two messages of a conversation one after the other', async () => {
    const order: string[] = [];
    let release = () => {};
    const platform = await start({
      async onMessage({ text: words }) {
        order.push(`begin ${words}`);
        if (words === 'One') await new Promise<void>((resolve) => (release = resolve));
        order.push(`end ${words}`);
        return [text(words)];
      },
    });
    const path = to();
    const send = (value: string) =>
      platform.call('POST', path, { body: messageOf({ payload: { contentType: 'text', value } }) });
    const one = send('One');
    await vi.waitFor(() => expect(order).toEqual(['begin One']));
    const two = send('Two');
    const other = platform.call('POST', to(), {
      body: messageOf({ payload: { contentType: 'text', value: 'Three' } }),
    });
    await other;
    release();
    expect((await Promise.all([one, two])).map(({ answer }) => repliesOf(answer))).toEqual([
      [text('One')],
      [text('Two')],
    ]);
    expect(order).toEqual(['begin One', 'begin Three', 'end Three', 'end One', 'begin Two', 'end Two']);
  });

  it('handles messages that come out of order as they come, and never goes back in time', async () => {
    const seen: string[] = [];
    const platform = await start({ onMessage: ({ text: words }) => (seen.push(words), []) });
    const path = to();
    const times = [];
    for (const [value, ago] of [
      ['Later', 0],
      ['Earlier', 60_000],
    ] as const) {
      const createdAt = new Date(Date.now() - ago).toISOString();
      const { answer } = await platform.call('POST', path, {
        body: messageOf({ createdAt, payload: { contentType: 'text', value } }),
      });
      times.push((answer as { updatedAt: string }).updatedAt);
    }
    expect(seen).toEqual(['Later', 'Earlier']);
    expect(times).toEqual([...times].sort());
  });

  it.each<[string, Bot['onMessage'], RegExp]>([
    [
      'throws',
      () => {
        throw new Error('no model');
      },
      /no model/,
    ],
    ['rejects', () => Promise.reject(new Error('no model')), /no model/],
    ['answers nothing', () => undefined as never, /Replies: expected a list, not undefined/],
    ['answers words', () => ['Hello'] as never, /Reply 1, type: expected message, await, transfer, close/],
    [
      'answers what is too long',
      () => [{ type: 'message', payload: { contentType: 'text', value: 'x'.repeat(451) } }],
      /451 characters/,
    ],
    ['goes on after the end', () => [close(), text('Hi')], /nothing can follow/],
  ])('says the fallback where onMessage %s', async (_, onMessage, message) => {
    const platform = await start({ onMessage, fallback: [text('Please try again.')] });
    const chat = await platform.open();
    await chat.write('Hi');
    expect(said(chat)).toEqual(['visitor: Hi', 'bot: Please try again.']);
    expect(errors()).toEqual([expect.stringMatching(message)]);
  });

  it('answers though onError throws', async () => {
    onError.mockImplementation(() => {
      throw new Error('no log');
    });
    const platform = await start({ onMessage: () => Promise.reject(new Error('no model')) });
    const chat = await platform.open();
    await chat.write('Hi');
    expect(said(chat)).toHaveLength(2);
  });
});

describe('an answer that comes late', () => {
  /** Takes what goes out by itself. */
  function sender() {
    const sent: { conversationId: string; chatbotId: string; reply: ProactiveReply }[] = [];
    return { sent, client: { chatbotMessageSend: async (input: (typeof sent)[number]) => void sent.push(input) } };
  }

  it('is empty in time, and goes out by itself, in order', async () => {
    const { sent, client } = sender();
    let answer: (replies: Replies) => void = () => {};
    const onMessage = () => new Promise<Replies>((resolve) => (answer = resolve));
    const platform = await start({ onMessage }, { client, timeout: 20, between: 1 });
    const conversation = randomUUID();
    const { status, answer: body } = await platform.call('POST', to(conversation), { body: messageOf() });
    expect([status, repliesOf(body)]).toEqual([200, []]);
    answer([text('One'), text('Two'), pause(1), text('Three'), close()]);
    await vi.waitFor(() => expect(sent).toHaveLength(4));
    expect(sent.map(({ reply }) => reply)).toEqual([text('One'), text('Two'), text('Three'), close()]);
    expect(sent[0]).toMatchObject({ conversationId: conversation, chatbotId: 'sd-1001' });
    expect(errors()).toEqual([]);
  });

  it('drops what still waits when the visitor writes', async () => {
    const { sent, client } = sender();
    const slow: ((replies: Replies) => void)[] = [];
    const platform = await start(
      {
        onMessage: ({ text: words }) => (words === 'Hi' ? new Promise((resolve) => slow.push(resolve)) : [text('Now')]),
      },
      { client, timeout: 20 },
    );
    const path = to();
    await platform.call('POST', path, { body: messageOf() });
    slow[0]?.([text('One'), pause(290_000), text('Never')]);
    await vi.waitFor(() => expect(sent).toHaveLength(1));
    await platform.call('POST', path, { body: messageOf({ payload: { contentType: 'text', value: 'Go on' } }) });
    const next = { body: messageOf() };
    await platform.call('POST', path, next);
    slow[1]?.([text('Last')]);
    await vi.waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]?.reply).toEqual(text('Last'));
  });

  it('is given up after a while: the bot is told, and the visitor gets the fallback', async () => {
    const { sent, client } = sender();
    const aborted = vi.fn();
    const platform = await start(
      {
        onMessage: (_, { signal }) => new Promise<never>(() => signal.addEventListener('abort', aborted)),
        fallback: [text('Please try again.')],
      },
      { client, timeout: 20, patience: 60 },
    );
    const { answer } = await platform.call('POST', to(), { body: messageOf() });
    expect(repliesOf(answer)).toEqual([]);
    await vi.waitFor(() => expect(sent.map(({ reply }) => reply)).toEqual([text('Please try again.')]));
    expect(aborted).toHaveBeenCalledTimes(1);
    expect(errors()).toEqual([expect.stringMatching(/longer than 60 ms/)]);
  });

  it('is the fallback where nothing can be sent later', async () => {
    const platform = await start(
      { onMessage: () => new Promise<never>(() => {}), fallback: [text('Please wait.')] },
      { timeout: 20, patience: 60 },
    );
    expect(repliesOf((await platform.call('POST', to(), { body: messageOf() })).answer)).toEqual([
      text('Please wait.'),
    ]);
    await vi.waitFor(() => expect(errors()).toHaveLength(2));
    expect(errors()[1]).toMatch(/no client sends them/);
  });
});
