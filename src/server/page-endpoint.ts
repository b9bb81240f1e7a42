import { toHandler } from './exchange';
import type { Incoming } from './exchange';
import { isSameOrigin } from './origins';

/** What a page is answered with. */
export interface PageAnswer {
  readonly status: number;
  /** Sent as JSON. */
  readonly body?: object | undefined;
  /** When to come back, in milliseconds. */
  readonly retryAfter?: number | undefined;
}

export interface PageEndpointOptions {
  readonly method: 'GET' | 'POST';
  /** The header that pages of other origins may send, besides those that need no leave. */
  readonly header?: string;
  /** Other origins whose pages may ask, with their cookies. */
  readonly origins: readonly string[];
  /** Answers what may ask; never rejects. */
  readonly answer: (incoming: Incoming) => Promise<PageAnswer>;
}

/**
 * Makes an endpoint for pages: of its own origin and of those on the list. All others are refused by what the browser says of
 * them, before anything else is done; nor may they embed an answer.
 */
export function createPageEndpoint(options: PageEndpointOptions): (request: Request) => Promise<Response> {
  const { method, header, origins } = options;
  const allowed = `${method}, OPTIONS`;

  return toHandler(async (incoming) => {
    const headers: Record<string, string> = {
      'Cache-Control': 'no-store',
      'Cross-Origin-Resource-Policy': 'same-origin',
      Vary: 'Origin, Sec-Fetch-Site',
      'X-Content-Type-Options': 'nosniff',
    };
    const { status, body, retryAfter } = await answer();
    if (retryAfter !== undefined) headers['Retry-After'] = String(Math.ceil(retryAfter / 1000));
    if (body) headers['Content-Type'] = 'application/json';
    return { status, headers, body: body && JSON.stringify(body) };

    async function answer(): Promise<PageAnswer> {
      if (!isSameOrigin(incoming)) {
        const origin = incoming.header('origin');
        if (origin === undefined || !origins.includes(origin)) return { status: 403, body: { error: 'forbidden' } };
        headers['Access-Control-Allow-Origin'] = origin;
        headers['Access-Control-Allow-Credentials'] = 'true';
        headers['Access-Control-Expose-Headers'] = 'Retry-After';
        // What a page sends without asking first is blocked otherwise, once it has been handled.
        headers['Cross-Origin-Resource-Policy'] = 'cross-origin';
      }
      if (incoming.method === 'OPTIONS') {
        headers['Access-Control-Allow-Methods'] = method;
        if (header) headers['Access-Control-Allow-Headers'] = header;
        headers['Access-Control-Max-Age'] = '600';
        return { status: 204 };
      }
      if (incoming.method === method) return options.answer(incoming);
      headers['Allow'] = allowed;
      return { status: 405, body: { error: 'method_not_allowed' } };
    }
  });
}
