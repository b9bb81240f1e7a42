import type { IncomingMessage, ServerResponse } from 'node:http';
import { aPositiveNumber, checkOptions } from '../../shared/check-options';

export interface ToNodeOptions {
  /** How long a request's body may be, in bytes: a longer one is answered with 413. Default: 1 MiB. */
  readonly maxBytes?: number | undefined;
}

/** A request listener of `node:http`, and a handler of Express. */
export type NodeHandler = (incoming: IncomingMessage, outgoing: ServerResponse) => Promise<void>;

/**
 * How long a client may go on sending a body that is no longer read, so that it can read the answer, in milliseconds.
 */
const linger = 500;

/**
 * Makes a web-standard handler one for Node: with the raw body, as signatures need it, and a signal that aborts where the
 * client leaves. Never rejects: where the handler does, the answer is 500.
 *
 * No body parser may come before it: a body that has been read already is answered with 500.
 * @throws TypeError for wrong options.
 * @example
 * import { createWebhookReceiver } from 'iadvize-callbacks/server';
 * import { toNode } from 'iadvize-callbacks/server/node';
 * import { createServer } from 'node:http';
 * createServer(toNode(createWebhookReceiver({ '*': console.log }, { secret }))).listen(3000);
 */
export function toNode(
  handler: (request: Request) => Response | Promise<Response>,
  options: ToNodeOptions = {},
): NodeHandler {
  if (typeof handler !== 'function') throw new TypeError('The handler is no function');
  checkOptions(options, { maxBytes: aPositiveNumber });
  const { maxBytes = 2 ** 20 } = options;

  return async (incoming, outgoing) => {
    const leaving = new AbortController();
    outgoing.once('close', () => {
      if (!outgoing.writableFinished) leaving.abort();
    });
    try {
      const response = await answer(incoming, leaving.signal);
      const content = response.body ? Buffer.from(await response.arrayBuffer()) : undefined;
      if (outgoing.destroyed) return;
      const unread = !incoming.complete;
      outgoing.statusCode = response.status;
      for (const [name, value] of response.headers) outgoing.setHeader(name, value);
      const cookies = response.headers.getSetCookie();
      if (cookies.length) outgoing.setHeader('Set-Cookie', cookies);
      if (unread) outgoing.setHeader('Connection', 'close');
      outgoing.end(content);
      if (!unread) return;
      incoming.on('error', () => {}).resume();
      setTimeout(() => incoming.destroy(), linger).unref();
    } catch {
      if (outgoing.headersSent) outgoing.destroy();
      else outgoing.writeHead(500, { 'Cache-Control': 'no-store' }).end();
    }
  };

  async function answer(incoming: IncomingMessage, signal: AbortSignal): Promise<Response> {
    const { method = 'GET', headers, rawHeaders } = incoming;
    const hasBody = method !== 'GET' && method !== 'HEAD';
    if (hasBody && incoming.readableEnded && Number(headers['content-length'] ?? 1) > 0) {
      throw new Error('The body has been read before: no body parser may come first');
    }
    const body = hasBody ? await read(incoming) : undefined;
    if (body === 'too long') return new Response(`The body exceeds ${maxBytes} bytes`, { status: 413 });
    const url = `http://${headers.host ?? 'localhost'}${originalUrl(incoming)}`;
    const given: [string, string][] = [];
    for (let at = 0; at < rawHeaders.length; at += 2) given.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
    return handler(new Request(url, { method, headers: given, signal, ...(body && { body }) }));
  }

  /** Reads the whole body, or stops as soon as it is too long. */
  function read(incoming: IncomingMessage): Promise<Buffer<ArrayBuffer> | 'too long'> {
    return new Promise((resolve, reject) => {
      if (Number(incoming.headers['content-length']) > maxBytes) return resolve('too long');
      const chunks: Buffer[] = [];
      let length = 0;
      incoming.on('data', (chunk: Buffer) => {
        length += chunk.length;
        if (length <= maxBytes) return void chunks.push(chunk);
        incoming.pause().removeAllListeners('data');
        resolve('too long');
      });
      incoming.once('end', () => resolve(Buffer.concat(chunks)));
      incoming.once('error', reject);
      incoming.once('close', () => reject(new Error('The client left')));
    });
  }
}

/** The address before a router of Express cut its own path off. */
function originalUrl(incoming: IncomingMessage & { readonly originalUrl?: unknown }): string {
  const { originalUrl: original, url = '/' } = incoming;
  const path = typeof original === 'string' ? original : url;
  return path.startsWith('/') ? path : '/';
}
