import { describe, expect, expectTypeOf, it, vi } from 'vitest';
import { createPushReceiver } from '../../../src/server';
import type { PushEvent, Receiver } from '../../../src/server';
import { pushPayload } from '../../../src/testing/server';
import { usePlatform } from '../../support/platform';
import { secret, signedPost } from '../../support/webhooks';

const token = 'push token/1';
const server = usePlatform({ conversations: 1 });

describe('the Push receiver', () => {
  const pushAddress = async (receiver: Receiver) =>
    `${await server.serve(receiver)}/push?token=${encodeURIComponent(token)}`;

  it.each(['json', 'form'] as const)('hands each of the four events to its handler, as %s', async (encoding) => {
    const seen: PushEvent[] = [];
    const keep = (event: PushEvent) => void seen.push(event);
    const handlers = {
      'operator.login': keep,
      'operator.logout': keep,
      'conversation.start': keep,
      'conversation.end': keep,
    };
    const url = await pushAddress(createPushReceiver(handlers, { token }));
    for (const name of Object.keys(handlers))
      expect(await server.platform.push(url, name, {}, { encoding })).toEqual([204]);

    expect(seen.map(({ name }) => name)).toEqual(Object.keys(handlers));
    expect(seen[2]).toEqual({
      name: 'conversation.start',
      parameters: {
        conversation_id: '1',
        type: 'chat',
        operator_id: '1',
        website_id: '1',
        group_id: '1',
        custom_data: { example: 'value' },
      },
      created: Date.UTC(2013, 11, 31, 23),
      sent: Date.UTC(2013, 11, 31, 23, 0, 1),
      raw: expect.objectContaining({ name: 'conversation.start' }),
    });
  });

  it('handles an event once, however often it is sent', async () => {
    const handler = vi.fn();
    const url = await pushAddress(createPushReceiver({ '*': handler }, { token }));
    for (let sent = 1; sent < 4; sent += 1) await server.platform.push(url, 'operator.login', { operator_id: 1 });
    await server.platform.push(url, 'operator.login', { operator_id: 2 });
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it.each(['', '?token=', '?token=wrong', '?token=push', '?Token=push%20token%2F1'])(
    'refuses the token in %j',
    async (query) => {
      const handler = vi.fn();
      const url = await server.serve(createPushReceiver({ '*': handler }, { token }));
      expect(await server.platform.push(`${url}/${query}`, 'operator.login')).toEqual([401]);
      expect(handler).not.toHaveBeenCalled();
    },
  );

  it.each<[string, object | string]>([
    ['an unknown name', pushPayload('operator.dance', { operator_id: 1 })],
    ['the name of a method', pushPayload('toString', { operator_id: 1 })],
    ['no parameters', { name: 'operator.login' }],
    ['no name', {}],
    ['a list', []],
    ['null', 'null'],
    ['truncated JSON', '{"name":"operator.login","para'],
    ['nothing', ''],
    ['deep nesting', '['.repeat(200_000)],
  ])('refuses %s with 400', async (_, body) => {
    const receiver = createPushReceiver({}, { secret });
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect((await receiver(signedPost(text))).status).toBe(400);
  });

  it('types its events', () => {
    createPushReceiver(
      {
        'conversation.start': ({ parameters }) =>
          expectTypeOf(parameters.custom_data).toEqualTypeOf<Readonly<Record<string, unknown>> | null | undefined>(),
        '*': (event) => {
          if (event.name === 'operator.login') expectTypeOf(event.parameters).not.toHaveProperty('type');
        },
      },
      { token },
    );
    // @ts-expect-error -- no such event
    expect(() => createPushReceiver({ 'operator.dance': () => {} }, { token })).toThrow('No event operator.dance');
    expect(() => createPushReceiver({}, {})).toThrow('Give a secret, a token, or both');
    expect(() => createPushReceiver({}, { token: '' })).toThrow(TypeError);
    expect(() => createPushReceiver({ 'operator.login': 5 as unknown as () => void }, { token })).toThrow(
      'no function',
    );
  });
});
