import { createHmac, randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore } from '../../../src/server';
import type { DeliveryStore } from '../../../src/server';
import { createBotMemory, text } from '../../../src/server/bot';
import { messageOf, repliesOf, said, secret, to, useBot } from '../../support/bot';

const { errors, start } = useBot();

describe('the connector', () => {
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

  it('takes a store that answers something else for one that is away', async () => {
    const store = { begin: () => true as never, extend: () => true, end: () => {} };
    const platform = await start({}, { store });
    const body = messageOf();
    const answers = [];
    for (const path of [to(), to()])
      answers.push(repliesOf((await platform.call('POST', path, { body })).answer).length);
    expect(answers).toEqual([1, 0]);
    expect(errors()[0]).toBe("The store's begin must give 'new', 'running' or 'done', not true");
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
});
