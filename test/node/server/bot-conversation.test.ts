import { describe, expect, it, vi } from 'vitest';
import { card, close, pause, text, transfer } from '../../../src/server/bot';
import type { VisitorMessage } from '../../../src/server/bot';
import { messageOf, repliesOf, rule, said, to, useBot } from '../../support/bot';

const links = [{ name: 'Open', url: 'https://shop.example/sizes' }];
const { start } = useBot();

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
