import type { IncomingMessage, ServerResponse } from 'node:http';
import { aPositiveNumber, checkOptions } from '../../shared/check-options';
import { bodyBroken, bodyTooLate, bodyTooLong, exchangeOf, Refusal } from '../exchange';
import type { Answer, Incoming } from '../exchange';

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
 * client leaves. Never rejects: where the handler does, the answer is 500. The package's own receivers and the bot connector
 * are called without a `Request`, which costs Node more than all they do.
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
  const exchange = exchangeOf(handler);

  return async (incoming, outgoing) => {
    try {
      if (exchange) write(incoming, outgoing, await exchange(incomingOf(incoming, outgoing, maxBytes)));
      else await serve(incoming, outgoing);
    } catch (error) {
      if (outgoing.headersSent) outgoing.destroy();
      else if (error instanceof Refusal) write(incoming, outgoing, { ...error, headers: {}, body: error.message });
      else outgoing.writeHead(500, { 'Cache-Control': 'no-store' }).end();
    }
  };

  /** By way of a `Request` and a `Response`. */
  async function serve(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const { method } = incoming;
    const given = method === 'GET' || method === 'HEAD' ? undefined : await read(incoming, maxBytes);
    const response = await handler(requestOf(incoming, outgoing, given));
    const content = response.body ? Buffer.from(await response.arrayBuffer()) : undefined;
    const cookies = response.headers.getSetCookie();
    if (cookies.length && !outgoing.destroyed) outgoing.setHeader('Set-Cookie', cookies);
    const rest = [...response.headers].filter(([name]) => name !== 'set-cookie');
    write(incoming, outgoing, { status: response.status, headers: Object.fromEntries(rest), body: content });
  }
}

interface Content extends Omit<Answer, 'body'> {
  readonly body?: string | Buffer | undefined;
}

function write(incoming: IncomingMessage, outgoing: ServerResponse, { status, headers, body }: Content): void {
  if (outgoing.destroyed) return;
  const unread = !incoming.complete;
  outgoing.statusCode = status;
  for (const name of Object.keys(headers)) outgoing.setHeader(name, headers[name] ?? '');
  if (unread) outgoing.setHeader('Connection', 'close');
  outgoing.end(body);
  if (!unread) return;
  incoming.on('error', () => {}).resume();
  setTimeout(() => incoming.destroy(), linger).unref();
}

/** @throws TypeError where it cannot be one. */
function requestOf(incoming: IncomingMessage, outgoing: ServerResponse, body?: Buffer<ArrayBuffer>): Request {
  const leaving = new AbortController();
  const leave = () => {
    if (!outgoing.writableFinished) leaving.abort();
  };
  if (outgoing.closed) leave();
  else outgoing.once('close', leave);
  const { method = 'GET', rawHeaders } = incoming;
  const headers: [string, string][] = [];
  for (let at = 0; at < rawHeaders.length; at += 2) headers.push([rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '']);
  const url = `${hostOf(incoming)}${addressOf(incoming)}`;
  return new Request(url, { method, headers, signal: leaving.signal, ...(body && { body }) });
}

function incomingOf(incoming: IncomingMessage, outgoing: ServerResponse, most: number): Incoming {
  const address = addressOf(incoming);
  const end = address.indexOf('?');
  let request: Request | undefined;
  return {
    method: incoming.method ?? 'GET',
    get origin() {
      return new URL(hostOf(incoming)).origin;
    },
    get request() {
      return (request ??= requestOf(incoming, outgoing));
    },
    path: end < 0 ? address : address.slice(0, end),
    query: end < 0 ? '' : address.slice(end + 1),
    header(name) {
      const value = incoming.headers[name];
      return typeof value === 'string' ? value : undefined;
    },
    body: (maxBytes, timeout) => read(incoming, Math.min(maxBytes, most), timeout),
  };
}

/**
 * The whole body.
 * @param timeout in milliseconds
 * @throws Refusal
 */
function read(incoming: IncomingMessage, maxBytes: number, timeout?: number): Promise<Buffer<ArrayBuffer>> {
  const { 'content-length': announced } = incoming.headers;
  if (incoming.readableEnded && Number(announced ?? 1) > 0) {
    return Promise.reject(new Error('The body has been read before: no body parser may come first'));
  }
  if (Number(announced) > maxBytes) return Promise.reject(bodyTooLong(maxBytes));
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const refuse = (refusal: Refusal) => {
      clearTimeout(timer);
      incoming.off('data', take).pause();
      reject(refusal);
    };
    const take = (chunk: Buffer) => {
      length += chunk.length;
      if (length > maxBytes) refuse(bodyTooLong(maxBytes));
      else chunks.push(chunk);
    };
    const timer = timeout === undefined ? undefined : setTimeout(() => refuse(bodyTooLate()), timeout);
    const end = () => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks, length));
    };
    const leave = () => {
      if (!incoming.readableEnded) refuse(bodyBroken());
    };
    incoming.on('data', take).on('end', end).on('error', leave).on('close', leave);
  });
}

/** @throws Refusal where the header would move the address's other parts. */
function hostOf({ headers: { host = 'localhost' } }: IncomingMessage): string {
  if (/[\s/?#@\\]/.test(host)) throw new Refusal(400, 'The host is none');
  return `http://${host}`;
}

/** Path and query, as they were before a router of Express cut its own path off. */
function addressOf(incoming: IncomingMessage & { readonly originalUrl?: unknown }): string {
  const { originalUrl: original, url = '/' } = incoming;
  const address = typeof original === 'string' ? original : url;
  return address.startsWith('/') ? address : '/';
}
