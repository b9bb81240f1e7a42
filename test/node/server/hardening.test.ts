import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createClient,
  createHistoryEndpoint,
  createPushReceiver,
  createWebhookReceiver,
  IAdvizeApiError,
  isIAdvizeError,
  signOnUrl,
} from '../../../src/server';
import type { HistoryEndpointOptions, WebhookEvent } from '../../../src/server';
import { serve, signatureOf, startPlatform, webhookPayload } from '../../../src/testing/server';
import type { PlatformStandIn, Served } from '../../../src/testing/server';
import { createHistoryClient, HistoryError } from '../../../src/virtual-agent';

const secret = 'webhook-secret';
let platform: PlatformStandIn;
let served: Served[] = [];
const unhandled = vi.fn();

beforeEach(async () => {
  platform = await startPlatform({ conversations: 3 });
  unhandled.mockClear();
  process.on('unhandledRejection', unhandled);
});
afterEach(async () => {
  // A rejection is reported once the loop has turned.
  await new Promise((resolve) => setImmediate(resolve));
  process.off('unhandledRejection', unhandled);
  expect(unhandled.mock.calls).toEqual([]);
  await Promise.all([platform.close(), ...served.map((each) => each.close())]);
  served = [];
});

async function endpoint(
  options: Partial<Exclude<HistoryEndpointOptions, { source: 'graphql' }>> = {},
): Promise<string> {
  const { apiKey, url: baseUrl } = platform;
  const made = await serve(
    createHistoryEndpoint({ apiKey, baseUrl, platform: 'sd', authorize: () => true, ...options }),
  );
  served.push(made);
  return made.url;
}
const conversation = () => String(platform.data.conversation[0]?.id);
const ask = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/?id=${conversation()}`, { headers });
const statuses = async (answers: Promise<Response>[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};
const times = <Made>(count: number, make: (index: number) => Made) =>
  Array.from({ length: count }, (_, at) => make(at));

function deliver(payload: object, options: object = {}, handlers = {}) {
  const body = JSON.stringify(payload);
  const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, secret) };
  const receiver = createWebhookReceiver(handlers, { secret, ...options });
  return receiver(new Request('https://shop.example/hook', { method: 'POST', body, headers }));
}

describe('the rate limit', () => {
  it('counts what an async client finds, and survives its rejection', async () => {
    const url = await endpoint({ client: async () => 'alice' });
    expect(await statuses(times(100, () => ask(url)))).toEqual({ 200: 30, 429: 70 });
    const onFailure = vi.fn();
    const failing = await endpoint({ client: () => Promise.reject(new Error('no session store')), onFailure });
    expect((await ask(failing)).status).toBe(500);
    expect(onFailure).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 'site' }));
  });

  it('lets made-up clients neither evict a real one nor escape', async () => {
    const url = await endpoint({
      client: ({ headers }) => headers.get('x-client') ?? undefined,
      rateLimit: { requests: 2, clients: 3 },
    });
    const as = (client: string) => ask(url, { 'x-client': client });
    expect(await statuses([as('real'), as('real')])).toEqual({ 200: 2 });
    const all = await statuses(times(20, (index) => as(`made-up-${index}`)));
    expect(all).toEqual({ 200: 4, 429: 16 });
    expect((await as('real')).status).toBe(429);
  });

  it.each([
    [['2001:db8:1:2::1', '2001:db8:1:2:ffff::9', '[2001:db8:1:2::3]:443'], { 200: 1, 429: 2 }],
    [['2001:db8:1:2::1', '2001:db8:1:3::1'], { 200: 2 }],
    [['192.0.2.1', '::ffff:192.0.2.1', '192.0.2.1:5678'], { 200: 1, 429: 2 }],
    [['', ''], { 200: 1, 429: 1 }],
  ])('takes %j for its networks', async (addresses, expected) => {
    const url = await endpoint({ rateLimit: { requests: 1 } });
    expect(await statuses(addresses.map((address) => ask(url, { 'x-forwarded-for': address })))).toEqual(expected);
  });
});

describe('what the site’s functions throw', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('log');
      },
    ],
    ['rejects', () => Promise.reject(new Error('log'))],
  ])('reaches neither the answer nor the process where a log %s', async (_, log) => {
    platform.fail('unavailable');
    expect((await ask(await endpoint({ onFailure: log }))).status).toBe(502);
    const failing = { 'user.created': () => Promise.reject(new Error('no database')) };
    expect((await deliver(webhookPayload('user.created'), { onError: log }, failing)).status).toBe(500);
  });
});

describe('a platform that hangs', () => {
  it('costs each of 400 requests no more than the timeout', async () => {
    platform.fail('hang', { times: 1000 });
    const rateLimit = { requests: 1000 };
    const url = await endpoint({ timeout: 1000, rateLimit, concurrency: 2, maxQueue: 50 });
    const all = times(400, (index) => fetch(`${url}/?id=${1000 + index}`));
    const { 503: busy = 0, 504: late = 0, ...others } = await statuses(all);
    expect(others).toEqual({});
    expect(busy + late).toBe(400);
    // Two with the platform and fifty in the line; a second lot where the 400 take longer than a second to come.
    expect(late).toBeGreaterThanOrEqual(52);
    expect(busy).toBeGreaterThan(0);
    expect(platform.requests.length).toBeLessThanOrEqual(late);
  });

  it('says when to come back where the line is full', async () => {
    platform.fail('hang', { times: 9 });
    const url = await endpoint({ timeout: 300, concurrency: 1, maxQueue: 0 });
    const [first, second] = await Promise.all([fetch(`${url}/?id=1`), fetch(`${url}/?id=2`)]);
    const full = first.status === 503 ? first : second;
    expect([full.status, await full.json(), full.headers.get('retry-after')]).toEqual([503, { error: 'busy' }, '1']);
  });

  it('is asked once for the same conversation, and nothing for a visitor who left in the line', async () => {
    const answers: (() => void)[] = [];
    const body = { meta: { status: 'success' }, data: { id: Number(conversation()), history: '' } };
    platform.fail((_, response) => void answers.push(() => response.end(JSON.stringify(body))));
    const url = await endpoint({ concurrency: 1 });
    const same = times(10, () => ask(url));
    await expect.poll(() => answers.length).toBe(1);
    const leaving = new AbortController();
    const left = fetch(`${url}/?id=7`, { signal: leaving.signal }).catch(() => 'left');
    leaving.abort();
    expect(await left).toBe('left');
    answers[0]?.();
    expect(await statuses(same)).toEqual({ 200: 10 });
    expect(await statuses([ask(url)])).toEqual({ 200: 1 });
    expect(platform.requests.map(({ url: path }) => path)).toEqual(times(2, () => `/conversation/${conversation()}`));
  });
});

describe('a platform that wants no requests', () => {
  it('gets none until it says, and browsers are told', async () => {
    platform.fail({ status: 429, headers: { 'retry-after': '60' }, body: '' });
    const url = await endpoint();
    const first = await ask(url);
    expect([first.status, await first.json(), first.headers.get('retry-after')]).toEqual([
      429,
      { error: 'rate_limited' },
      '60',
    ]);
    expect(await statuses(times(20, () => ask(url)))).toEqual({ 429: 20 });
    expect(platform.requests).toHaveLength(1);
    const { getHistoryByID } = createHistoryClient({ endpoint: url });
    await expect(getHistoryByID(conversation())).rejects.toMatchObject({ code: 'rate_limited', retryAfter: 60_000 });
  });
});

describe('a page of another site', () => {
  it.each(['cross-site', 'same-site'])('is refused by its %s alone, before anything is asked', async (site) => {
    const authorize = vi.fn(() => true);
    const url = await endpoint({ authorize });
    expect((await ask(url, { 'sec-fetch-site': site })).status).toBe(403);
    expect(authorize).not.toHaveBeenCalled();
    const own = await ask(url, { 'sec-fetch-site': 'same-origin', origin: 'https://behind-a-proxy.example' });
    expect([own.status, own.headers.get('cross-origin-resource-policy')]).toEqual([200, 'same-origin']);
  });
});

describe('secrets', () => {
  it.each<[string, object]>([
    ['null', { secret: null }],
    ['undefined beside a token', { secret: undefined, token: 't' }],
    ['an undefined token beside a secret', { secret, token: undefined }],
    ['a number', { secret: 5 }],
    ['an empty list', { secret: [] }],
    ['a list with an empty one', { secret: [secret, ''] }],
  ])('are no secret where one is %s', (_, options) => {
    const make = () => createWebhookReceiver({}, options);
    expect(make).toThrow(TypeError);
    expect(make).not.toThrow(secret);
  });

  it('are replaced without a delivery being refused', async () => {
    const payload = webhookPayload('user.created');
    expect((await deliver(payload, { secret: ['new', secret] })).status).toBe(204);
    expect((await deliver(payload, { secret: ['new', 'newer'] })).status).toBe(401);
    const receiver = createPushReceiver({}, { token: ['old', 'new'] });
    const push = (token: string) => receiver(new Request(`https://shop.example/?token=${token}`, { method: 'POST' }));
    expect([(await push('old')).status, (await push('new')).status, (await push('no')).status]).toEqual([
      415, 415, 401,
    ]);
  });
});

describe('a webhook', () => {
  it('that is old is refused, however genuine', async () => {
    const handler = vi.fn();
    const handlers = { '*': handler };
    const old = webhookPayload('user.created', { sentAt: '2019-04-12T07:58:35Z', createdAt: '2019-04-12T07:58:35Z' });
    expect((await deliver(old, {}, handlers)).status).toBe(400);
    expect((await deliver(webhookPayload('user.created', { sentAt: 'x', createdAt: null }), {}, handlers)).status).toBe(
      400,
    );
    const ahead = webhookPayload('user.created', { sentAt: new Date(Date.now() + 3.6e6).toISOString() });
    expect((await deliver(ahead, {}, handlers)).status).toBe(400);
    expect(handler).not.toHaveBeenCalled();
    const late = webhookPayload('user.created', { createdAt: '2019-04-12T07:58:35Z' });
    expect((await deliver(late, {}, handlers)).status).toBe(204);
    expect((await deliver(old, { maxAge: Infinity }, handlers)).status).toBe(204);
    expect(handler).toHaveBeenCalledTimes(2);
  });

  async function received(eventType: string, fields: object) {
    const seen: WebhookEvent[] = [];
    await deliver(webhookPayload(eventType, fields), {}, { '*': (event: WebhookEvent) => seen.push(event) });
    return seen[0];
  }

  it.each<[string, object, object]>([
    ['user.created', { userId: 7 }, { userId: '7' }],
    [
      'user.availability.updated',
      { userId: 7, origin: 'desk', availabilities: [{ channel: 'CHAT', status: 'AVAILABLE' }] },
      { userId: '7', origin: 'desk', availabilities: [{ channel: 'CHAT', status: 'AVAILABLE' }] },
    ],
    ['visitor.updated', { operatorId: 1, visitorId: '0a1572b7' }, { operatorId: '1', visitorId: '0a1572b7' }],
    ['satisfaction.answered', { customerSatisfaction: 3 }, { answer: { question: 'customerSatisfaction', value: 3 } }],
    ['satisfaction.answered', { netPromoterScore: 9 }, { answer: { question: 'netPromoterScore', value: 9 } }],
    ['satisfaction.answered', { satisfactionComment: '' }, { answer: { question: 'satisfactionComment', value: '' } }],
    ['satisfaction.answered', { customQuestion: false }, { answer: { question: 'customQuestion', value: false } }],
    ['satisfaction.answered', { later: 1 }, { answer: undefined }],
    [
      'transaction.attributed',
      { transactionId: 't', receivedAt: '2017-04-22T11:01:00+02:00', amount: 300.2, source: 'Onsite', operatorId: 1 },
      { transactionId: 't', receivedAt: Date.UTC(2017, 3, 22, 9, 1), amount: 300.2, source: 'Onsite', operatorId: '1' },
    ],
    ['v2.conversation.pushed', { channel: 'PIGEON', operatorId: 1 }, { channel: 'PIGEON', operatorId: '1' }],
    [
      'user.updated',
      { createdAt: '2017-04-22T11:01:00+02:00' },
      { createdAt: Date.UTC(2017, 3, 22, 9, 1), utcOffset: 120 },
    ],
    [
      'user.updated',
      { createdAt: '2019-04-12T07:58:35.171Z' },
      { createdAt: Date.UTC(2019, 3, 12, 7, 58, 35, 171), utcOffset: 0 },
    ],
  ])('%s with %j is typed', async (name, fields, expected) => {
    expect(await received(name, fields)).toMatchObject(expected);
  });

  it('keeps numbers beyond 2^53 exact', async () => {
    const body = JSON.stringify(
      webhookPayload('user.created', { text: 'say "9007199254740993"', amount: '0.12345678901234567' }),
    )
      .replace('"0.12345678901234567"', '0.12345678901234567')
      .replace(/"eventId":"[^"]*"/, '"eventId":9007199254740993');
    const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, secret) };
    const handler = vi.fn();
    const receiver = createWebhookReceiver({ '*': handler }, { secret });
    const { status } = await receiver(new Request('https://shop.example', { method: 'POST', body, headers }));
    expect(status).toBe(204);
    const raw = expect.objectContaining({ text: 'say "9007199254740993"', amount: Number('0.12345678901234567') });
    expect(handler).toHaveBeenCalledOnce();
    expect(handler.mock.calls[0]?.[0]).toMatchObject({ eventId: '9007199254740993', raw });
  });
});

describe('ids and times of the REST API', () => {
  it('are exact, whatever their size and zone', async () => {
    const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
    platform.fail({
      body: '{"meta":{"status":"success"},"data":{"id":9007199254740993,"created_at":"2024-01-01T12:00:00-05:00"}}',
    });
    const { id, created_at } = await client.visitor.get('9007199254740993');
    expect([id, created_at]).toEqual(['9007199254740993', Date.UTC(2024, 0, 1, 17)]);
  });
});

describe('a list that moves', () => {
  async function idsOf(move: (read: number) => void) {
    const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
    const ids: string[] = [];
    for await (const { id } of client.visitor.list({ limit: 20 })) move(ids.push(id));
    return ids;
  }
  beforeEach(() => {
    const [template] = platform.data.visitor;
    platform.data.visitor.splice(0);
    for (let id = 1; id <= 200; id += 1) platform.data.visitor.push({ ...template, id });
  });

  it('loses no record to 50 deletions', async () => {
    const ids = await idsOf((read) => {
      // The newest, which have been given.
      if (read === 60) platform.data.visitor.splice(150, 50);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(times(150, (index) => String(index + 1))));
  });

  it('gives none twice, and is not taken for endless, where as many come as were read', async () => {
    let next = 1000;
    const ids = await idsOf((read) => {
      const [template] = platform.data.visitor;
      if (read % 20 === 0 && read <= 100) {
        for (let added = 0; added < 20; added += 1) platform.data.visitor.push({ ...template, id: (next += 1) });
      }
    });
    expect(ids).toEqual(times(200, (index) => String(200 - index)));
  });

  it('tells where its count shows a loss', async () => {
    const page = (data: number[], count: number, pages: number, number: number) => ({
      body: {
        meta: { status: 'success' },
        data: data.map((id) => ({ id })),
        pagination: { page: number, pages, limit: 20, count },
      },
    });
    platform.fail(page([1, 2], 5, 2, 1));
    platform.fail(page([3], 5, 2, 2));
    await expect(idsOf(() => {})).rejects.toMatchObject({
      code: 'incomplete',
      message: expect.stringContaining('2 records'),
    });
  });
});

describe('options', () => {
  const client = (options: object) => () => createClient({ apiKey: 'k', ...options });
  const history = (options: object) => () =>
    createHistoryEndpoint({ apiKey: 'k', platform: 'sd', authorize: () => true, ...options });
  const hook = (options: object) => () => createWebhookReceiver({}, { secret, ...options });
  const browser = (options: object) => () => createHistoryClient({ endpoint: '/history', ...options });

  it.each<[string, () => unknown]>([
    ['client: timeout Infinity', client({ timeout: Infinity })],
    ['client: timeout 2^31', client({ timeout: 2 ** 31 })],
    ['client: timeout as text', client({ timeout: '1000' })],
    ['client: maxBytes NaN', client({ maxBytes: NaN })],
    ['client: unknown', client({ retry: 1 })],
    ['endpoint: timeout Infinity', history({ timeout: Infinity })],
    ['endpoint: a wildcard for an origin', history({ origins: ['https://*.shop.example'] })],
    ['endpoint: unknown', history({ allow: [] })],
    ['endpoint: limit as text', history({ rateLimit: { requests: '30' } })],
    ['endpoint: unknown limit', history({ rateLimit: { max: 30 } })],
    ['receiver: maxBytes NaN', hook({ maxBytes: NaN })],
    ['receiver: timeout 2^31', hook({ timeout: 2 ** 31 })],
    ['receiver: no store', hook({ store: {} })],
    ['receiver: maxAge as text', hook({ maxAge: '1' })],
    ['receiver: unknown', hook({ secrets: [] })],
    ['push: maxAge', () => createPushReceiver({}, { token: 't', maxAge: 1 } as object)],
    ['sign-on: unknown', () => signOnUrl('k', { url: '/' } as object)],
    ['browser: timeout Infinity', browser({ timeout: Infinity })],
    ['browser: unknown', browser({ tickets: 1 })],
  ])('%s is a TypeError', (_, make) => {
    expect(make).toThrow(TypeError);
  });
});

describe('the guard', () => {
  it('knows the errors of every copy, by their code', async () => {
    vi.resetModules();
    const copy = await import('../../../src/server');
    const error = new copy.IAdvizeApiError('x', { code: 'not_found', resource: 'operator/1' });
    expect(error).not.toBeInstanceOf(IAdvizeApiError);
    expect([isIAdvizeError(error), isIAdvizeError(error, 'not_found'), isIAdvizeError(error, 'timeout')]).toEqual([
      true,
      true,
      false,
    ]);
    expect(isIAdvizeError(new HistoryError('timeout'), 'timeout')).toBe(true);
    for (const other of [new Error('x'), { code: 'timeout' }, null, undefined])
      expect(isIAdvizeError(other)).toBe(false);
  });
});
