import { connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, expectTypeOf, it, vi } from 'vitest';
import { createMemoryStore, createPushReceiver, createWebhookReceiver } from '../../../src/server';
import type { PushEvent, Receiver, WebhookEvent } from '../../../src/server';
import {
  createPlatformData,
  pushPayload,
  serve,
  signatureOf,
  startPlatform,
  webhookPayload,
} from '../../../src/testing/server';
import type { PlatformStandIn, Served } from '../../../src/testing/server';

const secret = 'webhook-secret';
const token = 'push token/1';
let platform: PlatformStandIn;
let served: Served | undefined;

beforeEach(async () => {
  platform = await startPlatform({ data: createPlatformData({ conversations: 1 }) });
});
afterEach(async () => {
  await Promise.all([platform.close(), served?.close()]);
  served = undefined;
});

const at = async (receiver: Receiver) => (served = await serve(receiver)).url;
const post = (body: BodyInit | null, headers: Record<string, string> = {}) =>
  new Request('https://shop.example/hook', {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body instanceof ReadableStream && { duplex: 'half' }),
  });
const signed = (payload: object) => {
  const body = JSON.stringify(payload);
  return { body, signature: signatureOf(body, secret) };
};

describe('the Push receiver', () => {
  const pushAddress = async (receiver: Receiver) => `${await at(receiver)}/push?token=${encodeURIComponent(token)}`;

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
    for (const name of Object.keys(handlers)) expect(await platform.push(url, name, {}, { encoding })).toEqual([204]);

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
    for (let sent = 1; sent < 4; sent += 1) await platform.push(url, 'operator.login', { operator_id: 1 });
    await platform.push(url, 'operator.login', { operator_id: 2 });
    expect(handler).toHaveBeenCalledTimes(2);
  });

  it.each(['', '?token=', '?token=wrong', '?token=push', '?Token=push%20token%2F1'])(
    'refuses the token in %j',
    async (query) => {
      const handler = vi.fn();
      const url = await at(createPushReceiver({ '*': handler }, { token }));
      expect(await platform.push(`${url}/${query}`, 'operator.login')).toEqual([401]);
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
    const response = await receiver(post(text, { 'x-iadvize-signature': signatureOf(text, secret) }));
    expect(response.status).toBe(400);
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

describe('the webhook receiver', () => {
  it.each(['json', 'form'] as const)('hands a signed event to its handler, as %s', async (encoding) => {
    const handler = vi.fn<(event: WebhookEvent<'v2.conversation.closed'>) => void>();
    const url = await at(createWebhookReceiver({ 'v2.conversation.closed': handler }, { secret }));
    const fields = { eventId: 'e-1', createdAt: '2024-02-16T10:24:43.869Z', visitorExternalId: 'crm' };
    expect(await platform.webhook(url, 'v2.conversation.closed', fields, { encoding, secret })).toEqual([204]);
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
    const url = await at(createWebhookReceiver({ '*': all, other }, { secret }));
    const names = ['v2.conversation.pushed', 'user.availability.updated', 'visitor.updated', 'transaction.attributed'];
    for (const name of [...names, 'customers.website.created']) {
      expect(await platform.webhook(url, name, { extra: 1 }, { secret })).toEqual([204]);
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
    const options = { token, store, maxAge: 10 * day };
    const take = (receiver: Receiver) => {
      const body = JSON.stringify({ eventType: 'user.created', eventId: '1', sentAt: new Date().toISOString() });
      const headers = { 'content-type': 'application/json' };
      const url = `https://shop.example/?token=${encodeURIComponent(token)}`;
      return receiver(new Request(url, { method: 'POST', body, headers }));
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
        const { status, headers } = await receive(post(body, { 'x-iadvize-signature': signatureOf(body, secret) }));
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

  it.each<[string, (body: string) => string | undefined]>([
    ['no signature', () => undefined],
    ['an empty one', () => ''],
    ['one under another secret', (body) => signatureOf(body, 'another')],
    ['one of another body', (body) => signatureOf(`${body} `, secret)],
    ['one cut short', (body) => signatureOf(body, secret).slice(0, -1)],
    ['one too long', (body) => `${signatureOf(body, secret)}0`],
    ['one without its prefix', (body) => signatureOf(body, secret).slice(7)],
    ['one of another algorithm', (body) => signatureOf(body, secret).replace('sha256', 'sha1')],
    ['no hex', () => `sha256=${'g'.repeat(64)}`],
    ['two', (body) => `${signatureOf(body, 'another')}, ${signatureOf(body, secret)}`],
  ])('refuses %s with 401', async (_, signatureFor) => {
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ '*': handler }, { secret });
    const { body } = signed(webhookPayload('user.created'));
    const signature = signatureFor(body);
    const response = await receiver(post(body, signature === undefined ? {} : { 'x-iadvize-signature': signature }));
    expect(response.status).toBe(401);
    expect(handler).not.toHaveBeenCalled();
    expect(await response.text()).not.toContain(secret);
  });

  it('handles a signature that is used again once, under whatever delivery id', async () => {
    const handler = vi.fn();
    const url = await at(createWebhookReceiver({ '*': handler }, { secret }));
    const { body, signature } = signed(webhookPayload('user.created'));
    for (const delivery of ['d-1', 'd-1', 'd-2', 'd-3']) {
      const headers = {
        'content-type': 'application/json',
        'x-iadvize-signature': signature,
        'x-iadvize-delivery': delivery,
      };
      const response = await fetch(url, {
        method: 'POST',
        body,
        headers: { ...headers, 'x-iadvize-correlationid': delivery },
      });
      expect(response.status).toBe(204);
    }
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
    const { body, signature } = signed(webhookPayload('user.created'));
    const send = () => receiver(post(body, { 'x-iadvize-signature': signature }));
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
    const url = await at(createWebhookReceiver({ 'user.created': handler }, { secret, onError }));
    expect(await platform.webhook(url, 'user.created', {}, { secret, retries: [1, 1] })).toEqual([500, 204]);
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

describe('a body', () => {
  it('of 100 MB is refused by its length, unread', async () => {
    const pull = vi.fn();
    const receiver = createWebhookReceiver({}, { secret });
    const body = new ReadableStream({ pull }, { highWaterMark: 0 });
    expect((await receiver(post(body, { 'content-length': String(100 * 2 ** 20) }))).status).toBe(413);
    expect(pull).not.toHaveBeenCalled();
  });

  it('of 100 MB that hides its length is refused as soon as it is too long', async () => {
    let chunks = 0;
    const cancel = vi.fn();
    const body = new ReadableStream(
      {
        pull(controller) {
          chunks += 1;
          if (chunks > 1600) controller.close();
          else controller.enqueue(new Uint8Array(65_536));
        },
        cancel,
      },
      { highWaterMark: 0 },
    );
    expect((await createWebhookReceiver({}, { secret })(post(body))).status).toBe(413);
    expect(chunks).toBe(17);
    expect(cancel).toHaveBeenCalledOnce();
  });

  it('of 100 MB over HTTP costs the receiver no memory', async () => {
    const url = new URL(await at(createWebhookReceiver({}, { secret })));
    const socket = connect(Number(url.port), url.hostname);
    const closed = new Promise((resolve) => socket.on('close', resolve));
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.on('error', () => {});
    const before = process.memoryUsage().rss;
    socket.write('POST / HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n');
    const chunk = `10000\r\n${'0'.repeat(65_536)}\r\n`;
    for (let sent = 0; sent < 1600 && !socket.destroyed; sent += 1) {
      if (!socket.write(chunk)) await Promise.race([closed, new Promise((resolve) => socket.once('drain', resolve))]);
    }
    await closed;
    expect(answer).toMatch(/^HTTP\/1.1 413 /);
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 2 ** 20);
  });

  it('that drips is given up', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(1)),
      pull: () => new Promise(() => {}),
    });
    expect((await createWebhookReceiver({}, { secret, timeout: 100 })(post(body))).status).toBe(408);
  });

  it('that breaks off is refused', async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error('gone')) });
    const onError = vi.fn();
    expect((await createWebhookReceiver({}, { secret, onError })(post(body))).status).toBe(400);
    expect(onError).not.toHaveBeenCalled();
  });

  it('holding __proto__ changes nothing', async () => {
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ 'user.created': handler }, { token, maxAge: Infinity });
    const url = `https://shop.example/?token=${encodeURIComponent(token)}`;
    for (const [type, body] of [
      ['application/json', '{"eventId":"1","eventType":"user.created","__proto__":{"clientId":"polluted"}}'],
      [
        'application/x-www-form-urlencoded',
        'eventId=2&eventType=user.created&__proto__[clientId]=polluted&constructor[prototype][clientId]=polluted',
      ],
    ] as const) {
      const request = new Request(url, { method: 'POST', body, headers: { 'content-type': type } });
      expect((await receiver(request)).status).toBe(204);
    }
    for (const [event] of handler.mock.calls as [WebhookEvent][]) expect(event.clientId).toBeUndefined();
    expect({}).not.toHaveProperty('clientId');
  });

  it('of a form without measure is refused', async () => {
    const receiver = createWebhookReceiver({}, { token: 'x' });
    for (const body of [
      `a${'[b]'.repeat(9)}=1`,
      Array.from({ length: 1001 }, (_, index) => `f${index}=1`).join('&'),
      'eventId=1&eventId[a]=2',
      'eventId[a]=2&eventId=1',
    ]) {
      const headers = { 'content-type': 'application/x-www-form-urlencoded' };
      const request = new Request('https://shop.example/?token=x', { method: 'POST', body, headers });
      expect((await receiver(request)).status, body.slice(0, 30)).toBe(400);
    }
  });
});
