import { describe, expect, it, vi } from 'vitest';
import { close, text } from '../../../src/server/bot';
import type { Bot, VisitorMessage } from '../../../src/server/bot';
import { messageOf, repliesOf, said, to, useBot } from '../../support/bot';

const { errors, onError, start } = useBot();

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
});

describe('what onMessage does', () => {
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
