import { randomUUID } from 'node:crypto';
import { afterEach, vi } from 'vitest';
import { createBotConnector, text } from '../../src/server/bot';
import type { Bot, BotConnectorOptions } from '../../src/server/bot';
import { createBotStandIn, serve } from '../../src/testing/server';
import type { BotStandInOptions, Chat, Served } from '../../src/testing/server';

export const secret = 'bot-secret';
export const editorUrl = 'https://shop.example/bot';
export const scenario = { id: 'sizes', name: 'Size adviser', editorUrl };
export const rule = randomUUID();

/** Starts bots that end with the test; what they tell `onError` is in `errors()`. */
export function useBot() {
  const running: Served[] = [];
  const onError = vi.fn<(error: unknown) => void>();
  afterEach(async () => {
    onError.mockReset();
    await Promise.all(running.splice(0).map((served) => served.close()));
  });

  return {
    onError,
    errors: () => onError.mock.calls.map(([error]) => (error instanceof Error ? error.message : String(error))),

    /** A bot behind its connector, and the platform before it. */
    start: async (
      bot: Partial<Bot> = {},
      options: Partial<BotConnectorOptions> = {},
      platform: Partial<BotStandInOptions> = {},
    ) => {
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
    },
  };
}

/** What the visitor sees, by who says it. */
export const said = ({ messages }: Chat) =>
  messages.map(
    ({ from, payload }) => `${from}: ${payload.contentType === 'text' ? payload.value : payload.contentType}`,
  );

export const messageOf = (fields: object = {}, author = 'visitor') => ({
  idOperator: 'sd-1001',
  message: {
    idMessage: randomUUID(),
    author: { role: author },
    payload: { contentType: 'text', value: 'Hi' },
    createdAt: new Date().toISOString(),
    ...fields,
  },
});
export const to = (conversation: string = randomUUID()) => `/conversations/${conversation}/messages`;
export const repliesOf = (answer: unknown) => (answer as { replies: unknown[] }).replies;
