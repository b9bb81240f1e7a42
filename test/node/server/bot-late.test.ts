import { randomUUID } from 'node:crypto';
import { describe, expect, it, vi } from 'vitest';
import { close, pause, text } from '../../../src/server/bot';
import type { ProactiveReply, Replies } from '../../../src/server/bot';
import { messageOf, repliesOf, to, useBot } from '../../support/bot';

const { errors, start } = useBot();

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
