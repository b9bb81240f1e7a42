import { connect } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { createWebhookReceiver } from '../../../src/server';
import type { WebhookEvent } from '../../../src/server';
import { usePlatform } from '../../support/platform';
import { post, secret } from '../../support/webhooks';

const token = 'webhook token/1';
const server = usePlatform({ conversations: 1 });

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
    const url = new URL(await server.serve(createWebhookReceiver({}, { secret })));
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
