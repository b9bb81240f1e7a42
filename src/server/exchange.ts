import { BodyTooLarge, readBody } from '../shared/body';
import { createEnding } from '../shared/ending';

/** What a handler of ours reads of a request, so that `node:http` need not make a `Request` for it. */
export interface Incoming {
  readonly method: string;
  /** Of its address: `https://shop.example`. */
  readonly origin: string;
  /** Without the query. */
  readonly path: string;
  /** Without the `?`, as it came; empty where there is none. */
  readonly query: string;
  /** @param name in lower case */
  header(name: string): string | undefined;
  /** For functions of the site's; made when it is first asked for. Its body is for `body` to read. */
  readonly request: Request;
  /**
   * The whole body; to be called once.
   * @param maxBytes how long it may be
   * @param timeout how long it may take to arrive, in milliseconds
   * @throws Refusal 413, 408, or 400 where it breaks off.
   */
  body(maxBytes: number, timeout: number): Promise<Uint8Array<ArrayBuffer>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
}

/** Never rejects. */
export type Exchange = (incoming: Incoming) => Promise<Answer>;

/** What a request is answered with, where it is no proper one. */
export class Refusal extends Error {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>> | undefined;

  constructor(status: number, message: string, headers?: Readonly<Record<string, string>>) {
    super(message);
    this.status = status;
    this.headers = headers;
  }
}

export const bodyTooLong = (maxBytes: number) => new Refusal(413, `The body exceeds ${maxBytes} bytes`);
export const bodyTooLate = () => new Refusal(408, 'The body took too long');
export const bodyBroken = () => new Refusal(400, 'The body broke off');

const exchanges = new WeakMap<object, Exchange>();

/** Makes a web-standard handler of an exchange; `toNode` finds the exchange again. */
export function toHandler(exchange: Exchange): (request: Request) => Promise<Response> {
  const handler = async (request: Request) => {
    const { status, headers, body } = await exchange(incomingOf(request));
    return new Response(body ?? null, { status, headers });
  };
  exchanges.set(handler, exchange);
  return handler;
}

/** What a handler that `toHandler` made does; undefined for any other. */
export const exchangeOf = (handler: object): Exchange | undefined => exchanges.get(handler);

function incomingOf(request: Request): Incoming {
  const { origin, pathname, search } = new URL(request.url);
  return {
    method: request.method,
    request,
    origin,
    path: pathname,
    query: search.slice(1),
    header: (name) => request.headers.get(name) ?? undefined,
    async body(maxBytes, timeout) {
      const ending = createEnding({ timeout, onTimeout: bodyTooLate });
      try {
        return await readBody(request, maxBytes, ending.race);
      } catch (error) {
        if (error instanceof BodyTooLarge) throw bodyTooLong(maxBytes);
        throw error instanceof Refusal ? error : bodyBroken();
      } finally {
        ending.close();
      }
    },
  };
}
