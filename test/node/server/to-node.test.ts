import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { Server } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import express from 'express';
import fastify from 'fastify';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebhookReceiver } from '../../../src/server';
import { toNode } from '../../../src/server/node';
import type { NodeHandler } from '../../../src/server/node';
import { signatureOf, webhookPayload } from '../../../src/testing/server';

const secret = 'webhook-secret';
let closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing) await close();
  closing = [];
});

async function listening(server: Server): Promise<string> {
  if (!server.listening) await once(server, 'listening');
  closing.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const hosts: Readonly<Record<string, (handler: NodeHandler) => Promise<string>>> = {
  'node:http': (handler) =>
    listening(createServer((incoming, outgoing) => void handler(incoming, outgoing)).listen(0, '127.0.0.1')),
  'Express 5': (handler) => listening(express().use('/hook', handler).listen(0, '127.0.0.1')),
  Fastify: async (handler) => {
    const app = fastify();
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', (_request, _payload, done) => done(null));
    app.all('/hook', async ({ raw }, reply) => {
      reply.hijack();
      await handler(raw, reply.raw);
    });
    closing.push(() => app.close());
    return app.listen({ port: 0, host: '127.0.0.1' });
  },
};

describe.each(Object.entries(hosts))('on %s', (_, host) => {
  it('a genuine signed webhook is handled, a forged one refused', async () => {
    const handler = vi.fn();
    const url = `${await host(toNode(createWebhookReceiver({ 'user.created': handler }, { secret })))}/hook`;
    const body = JSON.stringify(webhookPayload('user.created', { text: 'é€😀' }));
    const post = (signature: string) =>
      fetch(url, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-iadvize-signature': signature },
      });
    expect((await post(signatureOf(body, secret))).status).toBe(204);
    expect((await post(signatureOf(body, 'another'))).status).toBe(401);
    expect(handler).toHaveBeenCalledOnce();
  });

  it('address, headers and answer go through whole', async () => {
    const url = await host(
      toNode((asked) => {
        const headers = new Headers({ 'x-path': new URL(asked.url).pathname + new URL(asked.url).search });
        for (const cookie of ['a=1', 'b=2']) headers.append('set-cookie', cookie);
        return new Response(asked.headers.get('x-given'), { status: 201, headers });
      }),
    );
    const answer = await fetch(`${url}/hook?a=%20b&c`, { headers: { 'x-given': 'yes' } });
    expect([answer.status, await answer.text(), answer.headers.get('x-path')]).toEqual([201, 'yes', '/hook?a=%20b&c']);
    expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
  });

  it('a body that is too long gets 413, with or without its length', async () => {
    const handler = vi.fn(() => new Response());
    const url = `${await host(toNode(handler, { maxBytes: 1000 }))}/hook`;
    const headers = { 'content-type': 'application/json' };
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(1001), headers })).status).toBe(413);
    const status = new Promise((resolve) => {
      const sent = request(url, { method: 'POST', headers }, ({ statusCode }) => resolve(statusCode));
      sent.on('error', () => {});
      for (let chunk = 0; chunk < 20; chunk += 1) sent.write('x'.repeat(100));
    });
    expect(await status).toBe(413);
    expect(handler).not.toHaveBeenCalled();
    expect((await fetch(url, { method: 'POST', body: 'x'.repeat(1000), headers })).status).toBe(200);
  });

  it('a client that leaves aborts the signal', async () => {
    const signals: AbortSignal[] = [];
    const url = await host(toNode(({ signal }) => new Promise<Response>(() => void signals.push(signal))));
    const leaving = new AbortController();
    const left = fetch(`${url}/hook`, { signal: leaving.signal }).catch(() => {});
    await expect.poll(() => signals.length).toBe(1);
    expect(signals[0]?.aborted).toBe(false);
    leaving.abort();
    await left;
    await expect.poll(() => signals[0]?.aborted).toBe(true);
  });

  it('a handler that fails is answered with 500', async () => {
    const url = await host(toNode(() => Promise.reject(new Error('secret of the house'))));
    const answer = await fetch(`${url}/hook`);
    expect([answer.status, await answer.text()]).toEqual([500, '']);
  });
});

it('says 500 where a body parser came first, instead of taking the body for empty', async () => {
  const handler = vi.fn(() => new Response());
  const app = express().use(express.json()).use(toNode(handler));
  const url = await listening(app.listen(0, '127.0.0.1'));
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(url, { method: 'POST', body: '{"a":1}', headers })).status).toBe(500);
  expect(handler).not.toHaveBeenCalled();
});

it.each(['a b', 'a/b', 'a?id=1', 'a#', 'user@a', 'a\\b', '[', 'a:b'])(
  'refuses the host %j, and survives an address that is none',
  async (host) => {
    const handler = vi.fn(() => new Response('ok'));
    const url = new URL(await hosts['node:http']!(toNode(handler)));
    const socket = connect(Number(url.port), url.hostname);
    let answer = '';
    socket.on('data', (data) => (answer += data.toString()));
    socket.write(`GET http://[ HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`);
    await once(socket, 'close');
    expect(answer).toMatch(/^HTTP\/1.1 (?:400|500) /);
    expect(handler).not.toHaveBeenCalled();
  },
);

it('is not made of anything else', () => {
  expect(() => toNode(5 as never)).toThrow(TypeError);
  expect(() => toNode(() => new Response(), { maxBytes: NaN })).toThrow(TypeError);
  expect(() => toNode(() => new Response(), { limit: 1 } as object)).toThrow('No option limit');
});
