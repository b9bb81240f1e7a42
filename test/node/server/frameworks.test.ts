import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  createApp,
  createRouter,
  defineEventHandler,
  fromNodeMiddleware,
  toNodeListener,
  toWebHandler,
  toWebRequest,
} from 'h3';
import { Hono } from 'hono';
import { handle } from 'hono/aws-lambda';
import type { LambdaEvent } from 'hono/aws-lambda';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createWebhookReceiver } from '../../../src/server';
import type { Receiver } from '../../../src/server';
import { toNode } from '../../../src/server/node';
import { signatureOf, webhookPayload } from '../../../src/testing/server';

const secret = 'webhook-secret';
const body = () => JSON.stringify(webhookPayload('user.created', { text: 'é€😀' }));
const headersOf = (sent: string, key = secret) => ({
  'content-type': 'application/json',
  'x-iadvize-signature': signatureOf(sent, key),
});

type Send = (sent: string, headers: Record<string, string>) => Promise<number>;

const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

/** What each row of `docs/server/runtimes.md` does with a handler; how a delivery is sent to it. */
const hosts: Readonly<Record<string, (handler: Receiver) => Promise<Send>>> = {
  async Hono(handler) {
    const app = new Hono();
    app.all('/hook', (context) => handler(context.req.raw));
    return async (sent, headers) => (await app.request('/hook', { method: 'POST', body: sent, headers })).status;
  },

  async 'Nitro, on Node'(handler) {
    // It waits for the promise, whatever its types say.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    const hook = fromNodeMiddleware(toNode(handler));
    const app = createApp().use(createRouter().use('/hook', hook));
    const server = createServer(toNodeListener(app)).listen(0, '127.0.0.1');
    closing.push(() => void server.close());
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
    return async (sent, headers) => (await fetch(url, { method: 'POST', body: sent, headers })).status;
  },

  async 'Nitro, on an edge worker'(handler) {
    const hook = defineEventHandler((event) => handler(toWebRequest(event)));
    const answer = toWebHandler(createApp().use(createRouter().use('/hook', hook)));
    const url = 'https://shop.example/hook';
    return async (sent, headers) => (await answer(new Request(url, { method: 'POST', body: sent, headers }))).status;
  },

  'AWS Lambda, behind an HTTP API': lambda(httpApi, false),
  // As API Gateway sends what it takes for binary.
  'AWS Lambda, behind an HTTP API, its bodies in Base64': lambda(httpApi, true),
  'AWS Lambda, behind a REST API': lambda(restApi, false),
  'AWS Lambda, behind a REST API, its bodies in Base64': lambda(restApi, true),
};

interface Sent {
  readonly headers: Record<string, string>;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

/** The documented event of an HTTP API, version 2.0 of its payload. */
function httpApi(sent: Sent): LambdaEvent {
  return {
    ...sent,
    version: '2.0',
    routeKey: '$default',
    rawPath: '/hook',
    rawQueryString: '',
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      authentication: null,
      authorizer: {},
      domainName: 'id.execute-api.eu-west-3.amazonaws.com',
      domainPrefix: 'id',
      http: { method: 'POST', path: '/hook', protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'agent' },
      requestId: 'id',
      routeKey: '$default',
      stage: '$default',
      time: '12/Mar/2020:19:03:58 +0000',
      timeEpoch: 1_583_348_638_390,
    },
  };
}

/** The documented event of a REST API, version 1.0 of its payload. */
function restApi(sent: Sent): LambdaEvent {
  return {
    ...sent,
    version: '1.0',
    resource: '/hook',
    path: '/hook',
    httpMethod: 'POST',
    multiValueHeaders: Object.fromEntries(Object.entries(sent.headers).map(([name, value]) => [name, [value]])),
    requestContext: {
      accountId: '123456789012',
      apiId: 'api-id',
      authorizer: {},
      domainName: 'id.execute-api.eu-west-3.amazonaws.com',
      domainPrefix: 'id',
      extendedRequestId: 'id',
      httpMethod: 'POST',
      identity: { sourceIp: '192.0.2.1', userAgent: 'agent' },
      path: '/hook',
      protocol: 'HTTP/1.1',
      requestId: 'id',
      requestTime: '12/Mar/2020:19:03:58 +0000',
      requestTimeEpoch: 1_583_348_638_390,
      resourcePath: '/hook',
      stage: '$default',
    },
  };
}

function lambda(eventOf: (sent: Sent) => LambdaEvent, isBase64Encoded: boolean) {
  return async (handler: Receiver): Promise<Send> => {
    const main = handle(new Hono().all('*', (context) => handler(context.req.raw)));
    return async (sent, headers) => {
      const event = eventOf({
        headers: { ...headers, 'content-length': String(Buffer.byteLength(sent)) },
        body: isBase64Encoded ? Buffer.from(sent).toString('base64') : sent,
        isBase64Encoded,
      });
      return (await main(event)).statusCode;
    };
  };
}

describe.each(Object.entries(hosts))('on %s', (_, host) => {
  it('a genuine signed webhook is handled, a forged one refused', async () => {
    const handler = vi.fn();
    const send = await host(createWebhookReceiver({ 'user.created': handler }, { secret }));
    const sent = body();
    expect(await send(sent, headersOf(sent))).toBe(204);
    expect(await send(sent, headersOf(sent, 'another'))).toBe(401);
    expect(handler).toHaveBeenCalledOnce();
    expect(handler.mock.calls[0]?.[0]).toMatchObject({ raw: { text: 'é€😀' } });
  });

  it('a body that is too long is refused', async () => {
    const send = await host(createWebhookReceiver({}, { secret, maxBytes: 100 }));
    const sent = body();
    expect(await send(sent, headersOf(sent))).toBe(413);
  });
});
