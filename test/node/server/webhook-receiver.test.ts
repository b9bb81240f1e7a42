import { describe, expect, it, vi } from 'vitest';
import { createMemoryStore, createWebhookReceiver } from '../../../src/server';
import type { Receiver, WebhookEvent } from '../../../src/server';
import { signatureOf, webhookPayload } from '../../../src/testing/server';
import { usePlatform } from '../../support/platform';
import { post, secret, signedPost } from '../../support/webhooks';

const server = usePlatform({ conversations: 1 });

describe('the webhook receiver', () => {
  it.each(['json', 'form'] as const)('hands a signed event to its handler, as %s', async (encoding) => {
    const handler = vi.fn<(event: WebhookEvent<'v2.conversation.closed'>) => void>();
    const url = await server.serve(createWebhookReceiver({ 'v2.conversation.closed': handler }, { secret }));
    const fields = { eventId: 'e-1', createdAt: '2024-02-16T10:24:43.869Z', visitorExternalId: 'crm' };
    expect(await server.platform.webhook(url, 'v2.conversation.closed', fields, { encoding, secret })).toEqual([204]);
    expect(handler.mock.calls[0]?.[0]).toMatchObject({
      eventId: 'e-1',
      eventType: 'v2.conversation.closed',
      createdAt: Date.UTC(2024, 1, 16, 10, 24, 43, 869),
      platform: 'sd',
      clientId: '1',
      projectId: '1',
      channel: 'CHAT',
      visitorExternalId: 'crm',
      operatorIds: ['101', '102'],
      raw: { eventType: 'v2.conversation.closed' },
    });
  });

  it('takes all documented events, and hands others to `other`', async () => {
    const all = vi.fn();
    const other = vi.fn();
    const url = await server.serve(createWebhookReceiver({ '*': all, other }, { secret }));
    const names = ['v2.conversation.pushed', 'user.availability.updated', 'visitor.updated', 'transaction.attributed'];
    for (const name of [...names, 'customers.website.created']) {
      expect(await server.platform.webhook(url, name, { extra: 1 }, { secret })).toEqual([204]);
    }
    expect((all.mock.calls as [WebhookEvent][]).map(([{ eventType }]) => eventType)).toEqual(names);
    expect(other).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ eventType: 'customers.website.created', raw: expect.objectContaining({ extra: 1 }) }),
      { signal: expect.any(AbortSignal) },
    );
  });

  it('remembers an event for as long as it could be replayed', async () => {
    const end = vi.fn();
    const store = { begin: () => 'new' as const, extend: () => true, end };
    const day = 86_400_000;
    const options = { secret, store, maxAge: 10 * day };
    const take = (receiver: Receiver) => {
      const body = JSON.stringify({ eventType: 'user.created', eventId: '1', sentAt: new Date().toISOString() });
      return receiver(signedPost(body));
    };
    await take(createWebhookReceiver({}, options));
    await take(createWebhookReceiver({}, { ...options, maxAge: day }));
    await take(createWebhookReceiver({}, { ...options, remember: 20 * day }));
    await take(createWebhookReceiver({}, { ...options, maxAge: Infinity }));
    expect(end.mock.calls.map(([, , remember]) => remember as number)).toEqual([20 * day, 2 * day, 20 * day, day]);
    expect(() => createWebhookReceiver({}, { ...options, remember: 20 * day - 1 })).toThrow(
      `Option remember: expected at least ${20 * day}, twice maxAge, not ${20 * day - 1}`,
    );
  });

  it('refuses what it has no room to remember, rather than handle one twice', async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    try {
      const handled: unknown[] = [];
      const receive = createWebhookReceiver(
        { 'user.created': ({ eventId }) => void handled.push(eventId) },
        { secret, store: createMemoryStore({ limit: 2 }), onError() {} },
      );
      const deliver = async (eventId: string) => {
        const now = new Date().toISOString();
        const body = JSON.stringify({ ...webhookPayload('user.created'), eventId, createdAt: now, sentAt: now });
        const { status, headers } = await receive(signedPost(body));
        return [status, headers.get('retry-after')];
      };
      expect([await deliver('a'), await deliver('b')]).toEqual([
        [204, null],
        [204, null],
      ]);
      vi.setSystemTime(Date.now() + 599_000);
      // Two of an eighth longer than they must be remembered.
      expect(await deliver('c')).toEqual([503, '76']);
      expect(await deliver('a')).toEqual([204, null]);
      vi.setSystemTime(Date.now() + 76_000);
      expect(await deliver('c')).toEqual([204, null]);
      expect(handled).toEqual(['a', 'b', 'c']);
    } finally {
      vi.useRealTimers();
    }
  });

  it('takes a GET, signed over its raw query', async () => {
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ 'user.created': handler }, { secret, maxAge: Infinity });
    const query = 'eventId=e-1&eventType=user.created&clientId=1&name=%C3%89mile';
    const get = (signature: string) =>
      receiver(new Request(`https://shop.example/hook?${query}`, { headers: { 'x-iadvize-signature': signature } }));
    expect((await get(signatureOf(query, 'another'))).status).toBe(401);
    expect((await get(signatureOf(query, secret))).status).toBe(204);
    expect(handler).toHaveBeenCalledOnce();
  });

  it('answers 2xx only after the handler is done, and hands a retry to nobody meanwhile', async () => {
    const order: string[] = [];
    let finish = () => {};
    const receiver = createWebhookReceiver(
      {
        'user.created': async () => {
          order.push('began');
          await new Promise<void>((resolve) => (finish = resolve));
          order.push('done');
        },
      },
      { secret },
    );
    const body = JSON.stringify(webhookPayload('user.created'));
    const send = () => receiver(signedPost(body));
    const first = send().then(({ status }) => order.push(String(status)));
    await expect.poll(() => order).toEqual(['began']);
    const retry = await send();
    expect([retry.status, retry.headers.get('retry-after')]).toEqual([503, '10']);
    finish();
    await first;
    expect(order).toEqual(['began', 'done', '204']);
    expect((await send()).status).toBe(204);
    expect(order).toHaveLength(3);
  });

  it('answers 500 where the handler fails, tells the site, and handles the retry', async () => {
    const onError = vi.fn();
    const failure = new Error('no database');
    const handler = vi.fn().mockRejectedValueOnce(failure);
    const url = await server.serve(createWebhookReceiver({ 'user.created': handler }, { secret, onError }));
    expect(await server.platform.webhook(url, 'user.created', {}, { secret, retries: [1, 1] })).toEqual([500, 204]);
    expect(handler).toHaveBeenCalledTimes(2);
    expect(onError).toHaveBeenCalledExactlyOnceWith(failure);
  });

  it('refuses other methods and types', async () => {
    const receiver = createWebhookReceiver({}, { secret });
    const put = await receiver(new Request('https://shop.example', { method: 'PUT', body: '{}' }));
    expect([put.status, put.headers.get('allow')]).toEqual([405, 'POST, GET']);
    for (const type of ['', 'text/plain', 'multipart/form-data', 'application/json-seq']) {
      expect((await receiver(post('{}', { 'content-type': type }))).status).toBe(415);
    }
  });
});
