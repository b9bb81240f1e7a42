import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createHistoryEndpoint, issueTicket, ticketAuthorize } from '../../src/server';
import type { HistoryEndpointOptions, HistoryFailure } from '../../src/server';
import { createHistoryClient } from '../../src/virtual-agent';
import type { HistoryClientOptions, HistoryError, Transcript } from '../../src/virtual-agent';
import { serve } from '../support/serve';

const apiKey = 'the-key-of-the-whole-account';
const secret = 'a secret of 32 characters or more';
const said = '[2,"2016-02-16 11:24:23","Hello",1455618264049]';
const internal = 'internal-host.iadvize.example';

/** What the platform answers, by conversation. */
let platform: (id: string) => Response | Promise<Response>;
/** What the platform was asked. */
let asked: Request[];
let failures: HistoryFailure[];
const running: { close(): Promise<unknown> }[] = [];

const conversation = (id: string, history: unknown = said, closedAt: string | null = null) =>
  Response.json({
    meta: { status: 'success' },
    data: { id: Number(id), history, closed_at: closedAt, visitor_uid: 'private', operator_id: 7 },
  });

async function started(handler: (request: Request) => Response | Promise<Response>): Promise<string> {
  const server = await serve(handler);
  running.push(server);
  return server.origin;
}

/** A visitor's session, as a site would read it from its cookie. */
const session = ({ headers }: Request) => /session=(\w+)/.exec(headers.get('cookie') ?? '')?.[1];

/** Starts the endpoint, and before it the platform. */
async function endpoint(
  options: Partial<Exclude<HistoryEndpointOptions, { source: 'graphql' }>> = {},
): Promise<string> {
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
}

const ticketFor = (conversationId: string, client = 'alice', lifetime?: number) =>
  issueTicket({ secret, conversationId, client, lifetime });

const ask = async (origin: string, id: string, ticket?: string, headers: Record<string, string> = {}) =>
  fetch(`${origin}/history?id=${id}`, {
    headers: { cookie: 'session=alice', ...(ticket ? { authorization: `Bearer ${ticket}` } : {}), ...headers },
  });

/** Reads an answer, and checks that it discloses nothing. */
async function read(response: Response) {
  const text = await response.text();
  for (const secrets of [apiKey, secret, internal, 'private', 'stack', ' at ']) {
    expect(text + JSON.stringify([...response.headers])).not.toContain(secrets);
  }
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(response.headers.get('content-type')).toMatch(/^application\/json/);
  return [response.status, JSON.parse(text)] as [number, unknown];
}

beforeEach(() => {
  platform = conversation;
  asked = [];
  failures = [];
});

afterEach(async () => {
  expect(JSON.stringify(failures)).not.toContain(apiKey);
  expect(JSON.stringify(failures)).not.toContain(internal);
  await Promise.all(running.splice(0).map((server) => server.close()));
});

describe('the history endpoint', () => {
  it('gives the history and nothing else, and asks the platform with the key', async () => {
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual([
      200,
      { id: '666', history: said, closed: false },
    ]);
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0]?.url ?? '').pathname).toBe('/conversation/666');
    expect(asked[0]?.headers.get('x-api-key')).toBe(apiKey);
    expect(asked[0]?.headers.get('cookie')).toBeNull();
    expect(asked[0]?.headers.get('authorization')).toBeNull();
  });

  it('says when the conversation is closed', async () => {
    platform = (id) => conversation(id, null, '2016-02-16 11:26:43');
    const origin = await endpoint();
    const [, answer] = await read(await ask(origin, '666', await ticketFor('666')));
    expect(answer).toEqual({ id: '666', history: '', closed: true });
  });

  it.each([
    '',
    ' 666',
    '0666',
    '6.6',
    '-1',
    '1e3',
    '0x1',
    '666/../1',
    '..%2F1',
    '666%2Foperator',
    '666%3Fkey=1',
    '666%0d%0aX-Evil:1',
    '666%00',
    '%3Cscript%3E',
    '__proto__',
    '9'.repeat(21),
    'x'.repeat(10_000),
    '1&id=2',
  ])('refuses the id %j', async (id) => {
    const authorize = vi.fn(() => true);
    const origin = await endpoint({ authorize });
    expect(await read(await ask(origin, id))).toEqual([400, { error: 'invalid_id' }]);
    expect(authorize).not.toHaveBeenCalled();
    expect(asked).toEqual([]);
  });

  it('refuses a request without an id', async () => {
    const origin = await endpoint();
    expect(await read(await fetch(`${origin}/history`))).toEqual([400, { error: 'invalid_id' }]);
  });

  it('takes GET only', async () => {
    const origin = await endpoint();
    const response = await fetch(`${origin}/history?id=666`, { method: 'POST', body: 'x' });
    expect(response.headers.get('allow')).toBe('GET, OPTIONS');
    expect(await read(response)).toEqual([405, { error: 'method_not_allowed' }]);
  });

  const unavailable = [502, { error: 'unavailable' }];
  it.each<[string, () => Response, unknown, string?]>([
    [
      '403',
      () => Response.json({ meta: { status: 'error', message: `Forbidden by ${internal}` } }, { status: 403 }),
      unavailable,
      'forbidden',
    ],
    [
      '403 in an envelope',
      () => Response.json({ meta: { status: 'error', message: `Forbidden ${apiKey}` } }),
      unavailable,
      'forbidden',
    ],
    ['500', () => new Response(`Error at ${internal}`, { status: 500 }), unavailable, 'unavailable'],
    [
      'HTML',
      () => new Response(`<html>${internal}</html>`, { headers: { 'content-type': 'text/html' } }),
      unavailable,
      'unexpected',
    ],
    ['nothing', () => new Response(''), unavailable, 'unexpected'],
    [
      'a cut envelope',
      () => new Response('{"meta":{"status":"success"},"data":{"id":666,"his'),
      unavailable,
      'unexpected',
    ],
    ['a wrong envelope', () => Response.json({ data: { id: 666, history: said } }), unavailable, 'unexpected'],
    [
      'a list',
      () => Response.json({ meta: { status: 'success' }, data: [{ id: 666, history: said }] }),
      unavailable,
      'unexpected',
    ],
    ['another conversation', () => conversation('667'), unavailable, 'unexpected'],
    ['a history that is no string', () => conversation('666', { __proto__: 1 }), unavailable, 'unexpected'],
    ['a redirect', () => Response.redirect(`https://${internal}/`), unavailable, 'unexpected'],
    ['too much', () => conversation('666', 'x'.repeat(10_000_000)), unavailable, 'too_large'],
    ['too many requests', () => new Response(null, { status: 429 }), [429, { error: 'rate_limited' }], 'rate_limited'],
    [
      '404',
      () => Response.json({ meta: { status: 'fail', message: "Unknown 'conversation' with 'id' 666." } }),
      [404, { error: 'not_found' }],
    ],
  ])('discloses nothing where the platform answers %s', async (_, answer, expected, code) => {
    platform = answer;
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual(expected);
    expect(failures.map(({ code }) => code)).toEqual(code ? [code] : []);
  });

  it('does not wait for a platform that hangs, before its answer or within it', async () => {
    const origin = await endpoint({ timeout: 50 });
    const silent = new ReadableStream<Uint8Array>({
      start: (body) => body.enqueue(new TextEncoder().encode('{"meta"')),
    });
    for (const answer of [() => new Promise<never>(() => {}), () => new Response(silent)]) {
      platform = answer;
      expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual([504, { error: 'timeout' }]);
    }
  });

  it('says so where there is no platform', async () => {
    const origin = await endpoint({ baseUrl: 'http://127.0.0.1:9' });
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual(unavailable);
    expect(failures[0]?.code).toBe('network');
  });

  it.each([[false], [undefined], [1], ['yes'], [{}]])('reads %j of authorize as no', async (verdict) => {
    const origin = await endpoint({ authorize: () => verdict as boolean });
    expect(await read(await ask(origin, '666'))).toEqual([403, { error: 'forbidden' }]);
    expect(asked).toEqual([]);
  });

  it.each(['authorize', 'client'] as const)(
    'fails closed where %s throws, and survives a log that throws',
    async (name) => {
      const error = new Error(internal);
      const thrown: unknown[] = [];
      const origin = await endpoint({
        [name]: () => {
          throw error;
        },
        onFailure: (failure) => {
          thrown.push(failure);
          throw new Error('log');
        },
      });
      expect(await read(await ask(origin, '666'))).toEqual([500, { error: 'failed' }]);
      expect(thrown).toEqual([{ code: 'site', error }]);
      expect(asked).toEqual([]);
    },
  );

  it('answers pages of the origins on the list, and of no other', async () => {
    const origin = await endpoint({ origins: ['https://www.shop.example'] });
    const from = async (page: string) => ask(origin, '666', await ticketFor('666'), { origin: page });

    const allowed = await from('https://www.shop.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.shop.example');
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect(allowed.headers.get('vary')).toBe('Origin, Sec-Fetch-Site');
    expect((await read(allowed))[0]).toBe(200);
    expect((await read(await from(origin)))[0]).toBe(200);

    asked = [];
    for (const page of [
      'https://shop.example',
      'http://www.shop.example',
      'https://www.shop.example.evil',
      'null',
      '*',
    ]) {
      const refused = await from(page);
      expect(refused.headers.has('access-control-allow-origin')).toBe(false);
      expect(await read(refused)).toEqual([403, { error: 'forbidden' }]);
    }
    expect(asked).toEqual([]);
  });

  it('answers a preflight from an origin on the list', async () => {
    const origin = await endpoint({ origins: ['https://www.shop.example'] });
    const preflight = (page: string) => fetch(`${origin}/?id=666`, { method: 'OPTIONS', headers: { origin: page } });
    const { status, headers } = await preflight('https://www.shop.example');
    expect([status, headers.get('access-control-allow-headers')]).toEqual([204, 'Authorization']);
    expect((await preflight('https://evil.example')).status).toBe(403);
  });

  it('lets nobody walk the ids, and says when to come back', async () => {
    const origin = await endpoint({ rateLimit: { requests: 5 }, client: session });
    const ticket = await ticketFor('100');
    expect((await ask(origin, '100', ticket)).status).toBe(200);
    const walked: number[] = [];
    for (let id = 101; id < 110; id += 1) walked.push((await ask(origin, String(id), ticket)).status);
    expect(walked).toEqual([403, 403, 403, 403, 429, 429, 429, 429, 429]);
    expect(asked).toHaveLength(1);

    const refused = await ask(origin, '100', await ticketFor('100'));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await read(refused)).toEqual([429, { error: 'rate_limited' }]);
    const bob = await ask(origin, '200', await ticketFor('200', 'bob'), { cookie: 'session=bob' });
    expect(bob.status).toBe(200);
  });

  it('tells clients apart by the address that the nearest proxy saw', async () => {
    const origin = await endpoint({ rateLimit: { requests: 1 } });
    const status = async (forwarded: string) =>
      (await ask(origin, '666', undefined, { 'x-forwarded-for': forwarded })).status;
    expect(await status('1.1.1.1, 192.0.2.1')).toBe(403);
    expect(await status('2.2.2.2, 192.0.2.1')).toBe(429);
    expect(await status('1.1.1.1, 192.0.2.2')).toBe(403);
  });

  it.each<[string, object]>([
    ['no key', { apiKey: '' }],
    ['a key of two lines', { apiKey: 'a\r\nb' }],
    ['no authorize', { authorize: undefined }],
    ['an unknown platform', { platform: 'eu' }],
    ['any origin', { origins: ['*'] }],
    ['a page for an origin', { origins: ['https://www.shop.example/'] }],
    ['no origin', { origins: ['null'] }],
    ['a limit of none', { rateLimit: { requests: 0 } }],
    ['a key that goes over the network in the clear', { baseUrl: 'http://api.example' }],
  ])('is not made with %s', (_, wrong) => {
    const options = { apiKey, platform: 'sd', authorize: () => true, ...wrong } as HistoryEndpointOptions;
    expect(() => createHistoryEndpoint(options)).toThrow(TypeError);
  });
});

describe('a ticket', () => {
  const change = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

  it.each<[string, () => string | undefined | Promise<string>]>([
    ['absent', () => undefined],
    ['empty', () => ''],
    ['no ticket', () => 'letmein'],
    ['of another conversation', () => ticketFor('667')],
    ['someone else’s', () => ticketFor('666', 'bob')],
    ['signed with another secret', () => issueTicket({ secret: `${secret}!`, conversationId: '666', client: 'alice' })],
    ['made to last', async () => `9${(await ticketFor('666')).slice(1)}`],
    ['of another nonce', async () => change(await ticketFor('666'), 20)],
    ['of another signature', async () => change(await ticketFor('666'), 50)],
    ['without signature', async () => (await ticketFor('666')).slice(0, 37)],
    ['cut', async () => (await ticketFor('666')).slice(0, -1)],
    ['longer', async () => `${await ticketFor('666')}A`],
  ])('lets nobody in where it is %s', async (_, make) => {
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await make()))).toEqual([403, { error: 'forbidden' }]);
    expect(asked).toEqual([]);
  });

  it('lets nobody in who has no session', async () => {
    const origin = await endpoint();
    const anonymous = await ask(origin, '666', await ticketFor('666'), { cookie: '' });
    expect(anonymous.status).toBe(403);
  });

  it('lets nobody in once it has expired', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666', 'alice', 1);
    await sleep(5);
    expect((await ask(origin, '666', ticket)).status).toBe(403);
  });

  it('lets in once', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666');
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(origin, '666', ticket)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
    expect((await ask(origin, '666', await ticketFor('666'))).status).toBe(200);
  });

  it('is not used up by someone else who tries it', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666');
    expect((await ask(origin, '666', ticket, { cookie: 'session=eve' })).status).toBe(403);
    expect((await ask(origin, '666', ticket)).status).toBe(200);
  });

  it('may let in until it expires, where the site says so', async () => {
    const use = vi.fn(() => true);
    const origin = await endpoint({ authorize: ticketAuthorize({ secret, client: session, use }) });
    const ticket = await ticketFor('666');
    for (let time = 0; time < 3; time += 1) expect((await ask(origin, '666', ticket)).status).toBe(200);
    expect(use).toHaveBeenCalledTimes(3);
    expect(use).toHaveBeenCalledWith(ticket.split('.')[1], Number(ticket.split('.')[0]));
  });

  it('names neither the client nor the conversation', async () => {
    const ticket = await ticketFor('123456', 'session-of-alice');
    expect(ticket).not.toContain('123456');
    expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.toContain('alice');
    expect(await ticketFor('123456')).not.toBe(await ticketFor('123456'));
  });

  it.each<[string, object]>([
    ['a name that is no option', { liftime: 1000 }],
    ['a text for a time', { lifetime: '60000' }],
    ['a short secret', { secret: 'short' }],
    ['no secret', { secret: undefined }],
    ['a path for a conversation', { conversationId: '../1' }],
    ['nobody', { client: '' }],
    ['no end', { lifetime: Infinity }],
    ['an end in the past', { lifetime: -1 }],
    ['a day', { lifetime: 86_400_000 }],
  ])('is not issued with %s', async (_, wrong) => {
    await expect(issueTicket({ secret, conversationId: '666', client: 'alice', ...wrong })).rejects.toThrow(TypeError);
    await expect(issueTicket({ secret, conversationId: '666', client: 'alice', ...wrong })).rejects.toThrow(
      new RegExp(Object.keys(wrong).join('|')),
    );
  });

  it('is not checked without a secret or a client', () => {
    expect(() => ticketAuthorize({ secret: 'short', client: session })).toThrow(TypeError);
    expect(() => ticketAuthorize({ secret, client: 'alice' as never })).toThrow('Option client: expected a function');
    expect(() => ticketAuthorize({ secret, client: session, use: true as never })).toThrow('Option use');
    expect(() => ticketAuthorize({ secret, client: session, ues: () => true } as never)).toThrow('No option ues');
  });
});

describe('the history client', () => {
  const client = (origin: string, options: Partial<HistoryClientOptions> = {}) =>
    createHistoryClient({
      endpoint: `${origin}/history?site=1`,
      ticket: (id) => ticketFor(id),
      // What a browser does with its cookies.
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('cookie', 'session=alice');
        return fetch(input, { ...init, headers });
      },
      backoff: 1,
      interval: 1,
      ...options,
    });

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      ({ name, code }: HistoryError) => [name, code],
    );

  it('gives the typed transcript', async () => {
    const { getHistoryByID } = client(await endpoint());
    expect(await getHistoryByID('666')).toEqual({
      id: '666',
      closed: false,
      entries: [{ type: 'visitor', code: 2, text: 'Hello', timestamp: 1455618264049 }],
      problems: [],
    });
  });

  it('asks for a ticket each time', async () => {
    const { getHistoryByID } = client(await endpoint());
    await getHistoryByID('666');
    await expect(getHistoryByID('666')).resolves.toHaveProperty('id', '666');
  });

  it.each(['', '0', '../1', '6\r\n6', 666, undefined, null, {}])('refuses the id %j', async (id) => {
    const { getHistoryByID, watch } = client('http://127.0.0.1:9');
    await expect(getHistoryByID(id as string)).rejects.toThrow(TypeError);
    await expect(watch(id as string).next()).rejects.toThrow(TypeError);
  });

  it.each<[string, () => Response, string]>([
    ['refuses', () => Response.json({ error: 'forbidden' }, { status: 403 }), 'forbidden'],
    ['knows no such conversation', () => Response.json({ error: 'not_found' }, { status: 404 }), 'not_found'],
    ['fails', () => Response.json({ error: 'unavailable' }, { status: 502 }), 'unavailable'],
    ['waits in vain', () => Response.json({ error: 'timeout' }, { status: 504 }), 'timeout'],
    ['has had enough', () => new Response(null, { status: 429, headers: { 'retry-after': '600' } }), 'rate_limited'],
    ['answers HTML', () => new Response('<html>'), 'unexpected'],
    ['answers another conversation', () => Response.json({ id: '1', history: said }), 'unexpected'],
    ['answers no history', () => Response.json({ id: '666' }), 'unexpected'],
    ['answers null', () => Response.json(null), 'unexpected'],
    ['answers too much', () => Response.json({ id: '666', history: 'x'.repeat(10_000_000) }), 'too_large'],
  ])('fails clearly where the endpoint %s', async (_, answer, code) => {
    expect(await codeOf(client(await started(answer)).getHistoryByID('666'))).toEqual(['HistoryError', code]);
  });

  it('does not follow a redirect', async () => {
    const other = vi.fn(() => Response.json({ id: '666', history: said }));
    const elsewhere = await started(other);
    const origin = await started(() => Response.redirect(elsewhere));
    expect(await codeOf(client(origin).getHistoryByID('666'))).toEqual(['HistoryError', 'network']);
    expect(other).not.toHaveBeenCalled();
  });

  it('fails clearly where there is no endpoint', async () => {
    expect(await codeOf(client('http://127.0.0.1:9').getHistoryByID('666'))).toEqual(['HistoryError', 'network']);
  });

  it('fails clearly where the endpoint or the ticket hangs', async () => {
    const hanging = () => new Promise<never>(() => {});
    const options = { timeout: 20, retries: 0 };
    const late = client(await started(hanging), options).getHistoryByID('666');
    expect(await codeOf(late)).toEqual(['HistoryError', 'timeout']);
    const without = client('http://127.0.0.1:9', { ...options, ticket: hanging }).getHistoryByID('666');
    expect(await codeOf(without)).toEqual(['HistoryError', 'timeout']);
  });

  it('tries again where that may help, with a new ticket each time', async () => {
    let failing = 2;
    const answers: (string | null)[] = [];
    const origin = await started((request) => {
      answers.push(request.headers.get('authorization'));
      return failing-- > 0 ? new Response(null, { status: 503 }) : Response.json({ id: '666', history: said });
    });
    await expect(client(origin).getHistoryByID('666')).resolves.toHaveProperty('id', '666');
    expect(new Set(answers).size).toBe(3);
  });

  it('gives up after the retries, and at once where they cannot help', async () => {
    let count = 0;
    const failing = await started(() => ((count += 1), new Response(null, { status: 503 })));
    expect(await codeOf(client(failing, { retries: 3 }).getHistoryByID('666'))).toEqual([
      'HistoryError',
      'unavailable',
    ]);
    expect(count).toBe(4);
    count = 0;
    const refusing = await started(() => ((count += 1), new Response(null, { status: 403 })));
    expect(await codeOf(client(refusing, { retries: 3 }).getHistoryByID('666'))).toEqual(['HistoryError', 'forbidden']);
    expect(count).toBe(1);
  });

  it('stops when it is told to, before, during and between requests', async () => {
    const reason = new Error('no longer needed');
    const { getHistoryByID } = client(await started(() => new Promise<never>(() => {})));
    await expect(getHistoryByID('666', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const during = new AbortController();
    const first = getHistoryByID('666', { signal: during.signal });
    setTimeout(() => during.abort(reason), 20);
    await expect(first).rejects.toBe(reason);

    const between = new AbortController();
    const failing = await started(() => {
      setTimeout(() => between.abort(reason), 20);
      return new Response(null, { status: 429, headers: { 'retry-after': '20' } });
    });
    await expect(client(failing).getHistoryByID('666', { signal: between.signal })).rejects.toBe(reason);
  });

  it('watches until the platform has closed the conversation, and tells changes only', async () => {
    const line = (text: string) => `[1,"2016-02-16 11:24:23",${JSON.stringify(text)}]`;
    const histories = [line('a'), line('a'), `${line('a')},${line('b')}`, `${line('a')},${line('b')}`];
    let requests = 0;
    platform = (id) => {
      const history = histories[Math.min((requests += 1), histories.length) - 1];
      return conversation(id, history, requests > 4 ? '2016-02-16 11:26:43' : null);
    };
    const seen: Transcript[] = [];
    for await (const transcript of client(await endpoint()).watch('666')) seen.push(transcript);
    expect(seen.map(({ entries, closed }) => [entries.map(({ text }) => text).join(), closed])).toEqual([
      ['a', false],
      ['a,b', false],
      ['a,b', true],
    ]);
  });

  it('stops watching when it is told to, and where a request fails', async () => {
    const origin = await endpoint();
    const reason = new Error('enough');
    const controller = new AbortController();
    const watched = client(origin, { interval: 60_000 }).watch('666', { signal: controller.signal });
    await expect(watched.next()).resolves.toHaveProperty('value.id', '666');
    setTimeout(() => controller.abort(reason), 5);
    await expect(watched.next()).rejects.toBe(reason);

    platform = () => new Response(null, { status: 500 });
    await expect(client(origin, { retries: 0 }).watch('666').next()).rejects.toHaveProperty('code', 'unavailable');
  });

  it.each<[string, object]>([
    ['no endpoint', { endpoint: '' }],
    ['a timeout that is none', { timeout: -1 }],
    ['an interval that is none', { interval: NaN }],
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
  ])('is not made with %s', (_, wrong) => {
    expect(() => client('http://127.0.0.1:9', wrong)).toThrow(TypeError);
  });
});
