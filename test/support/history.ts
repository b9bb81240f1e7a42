import { afterEach, beforeEach, expect } from 'vitest';
import { createHistoryEndpoint, issueTicket, ticketAuthorize } from '../../src/server';
import type { HistoryEndpointOptions, HistoryFailure } from '../../src/server';
import { serve } from './serve';

const apiKey = 'the-key-of-the-whole-account';
export const secret = 'a secret of 32 characters or more';
export const said = '[2,"2016-02-16 11:24:23","Hello",1455618264049]';
/** What the platform may say, and the endpoint must not. */
export const internal = 'internal-host.iadvize.example';
export { apiKey };

/** The platform's answer about a conversation. */
export const conversation = (id: string, history: unknown = said, closedAt: string | null = null) =>
  Response.json({
    meta: { status: 'success' },
    data: { id: Number(id), history, closed_at: closedAt, visitor_uid: 'private', operator_id: 7 },
  });

/** A visitor's session, as a site would read it from its cookie. */
export const session = ({ headers }: Request) => /session=(\w+)/.exec(headers.get('cookie') ?? '')?.[1];

export const ticketFor = (conversationId: string, client = 'alice', lifetime?: number) =>
  issueTicket({ secret, conversationId, client, lifetime });

export const ask = async (origin: string, id: string, ticket?: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}/history?id=${id}`, {
    headers: { cookie: 'session=alice', ...(ticket ? { authorization: `Bearer ${ticket}` } : {}), ...headers },
  });

/** Reads an answer, and checks that it discloses nothing. */
export async function read(response: Response) {
  const text = await response.text();
  for (const secrets of [apiKey, secret, internal, 'private', 'stack', ' at ']) {
    expect(text + JSON.stringify([...response.headers])).not.toContain(secrets);
  }
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return [response.status, JSON.parse(text)] as [number, unknown];
}

/** Endpoints and the platform behind them, over HTTP; nothing of what goes wrong tells the key. */
export function useHistory() {
  /** What the platform answers, by conversation. */
  let platform: (id: string) => Response | Promise<Response>;
  const asked: Request[] = [];
  const failures: HistoryFailure[] = [];
  const running: { close(): Promise<unknown> }[] = [];

  beforeEach(() => {
    platform = conversation;
    asked.length = 0;
    failures.length = 0;
  });

  afterEach(async () => {
    expect(JSON.stringify(failures)).not.toContain(apiKey);
    expect(JSON.stringify(failures)).not.toContain(internal);
    await Promise.all(running.splice(0).map((server) => server.close()));
  });

  async function started(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
    const server = await serve(handler);
    running.push(server);
    return server.origin;
  }

  return {
    /** What the platform was asked. */
    asked,
    /** What `onFailure` was told. */
    failures,
    /** Serves a handler; gives its origin. */
    started,

    /** Has the platform answer so from now on. */
    answers: (by: typeof platform): void => {
      platform = by;
    },

    /** Starts the endpoint, and before it the platform. */
    endpoint: async (
      options: Partial<Exclude<HistoryEndpointOptions, { source: 'graphql' }>> = {},
    ): Promise<string> => {
      const baseUrl = await started((request) => {
        asked.push(request);
        return platform(new URL(request.url).pathname.split('/').pop() ?? '');
      });
      return started(
        createHistoryEndpoint({
          apiKey,
          platform: 'sd',
          baseUrl,
          authorize: ticketAuthorize({ secret, client: session }),
          onFailure: (failure) => failures.push(failure),
          rateLimit: { requests: 1000 },
          ...options,
        }),
      );
    },
  };
}
