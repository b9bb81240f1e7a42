import { describe, expect, it, vi } from 'vitest';
import { createHistoryEndpoint } from '../../../src/server';
import type { HistoryEndpointOptions } from '../../../src/server';
import { createHistoryClient } from '../../../src/virtual-agent';
import { usePlatform } from '../../support/platform';
import { times } from '../../support/times';

const server = usePlatform({ conversations: 3 });

const endpoint = (options: Partial<Exclude<HistoryEndpointOptions, { source: 'graphql' }>> = {}) => {
  const { apiKey, url: baseUrl } = server.platform;
  return server.serve(createHistoryEndpoint({ apiKey, baseUrl, platform: 'sd', authorize: () => true, ...options }));
};
const conversation = () => String(server.platform.data.conversation[0]?.id);
const ask = (url: string, headers: Record<string, string> = {}) => fetch(`${url}/?id=${conversation()}`, { headers });
const statuses = async (answers: Promise<Response>[]) => {
  const counts: Record<number, number> = {};
  for (const { status } of await Promise.all(answers)) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
};

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

describe('a platform that hangs', () => {
  it('costs each of 400 requests no more than the timeout', async () => {
    server.platform.fail('hang', { times: 1000 });
    const rateLimit = { requests: 1000 };
    const url = await endpoint({ timeout: 1000, rateLimit, concurrency: 2, maxQueue: 50 });
    const all = times(400, (index) => fetch(`${url}/?id=${1000 + index}`));
    const { 503: busy = 0, 504: late = 0, ...others } = await statuses(all);
    expect(others).toEqual({});
    expect(busy + late).toBe(400);
    // Two with the platform and fifty in the line; a second lot where the 400 take longer than a second to come.
    expect(late).toBeGreaterThanOrEqual(52);
    expect(busy).toBeGreaterThan(0);
    expect(server.platform.requests.length).toBeLessThanOrEqual(late);
  });

  it('is left once the answer is given, which would have to wait for that', async () => {
    const order: string[] = [];
    let leave: () => void = () => {};
    const left = new Promise<void>((resolve) => (leave = resolve));
    const answer = createHistoryEndpoint({
      apiKey: 'key',
      platform: 'sd',
      authorize: () => true,
      timeout: 20,
      fetch: (_, init) =>
        new Promise(() =>
          init?.signal?.addEventListener('abort', () => {
            order.push('left');
            leave();
          }),
        ),
    });
    expect((await answer(new Request('https://shop.example/?id=1'))).status).toBe(504);
    order.push('answered');
    await left;
    expect(order).toEqual(['answered', 'left']);
  });

  it('gets nothing in the last tenth of a request’s time', async () => {
    let now = Date.now();
    const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
    try {
      const asked = vi.fn(() => {
        now += 900_001;
        return Promise.reject(new Error('away'));
      });
      const answer = createHistoryEndpoint({
        apiKey: 'key',
        platform: 'sd',
        authorize: () => true,
        timeout: 1_000_000,
        concurrency: 1,
        fetch: asked,
      });
      const answers = times(2, (id) => answer(new Request(`https://shop.example/?id=${id + 1}`)));
      expect(await statuses(answers)).toEqual({ 502: 1, 504: 1 });
      expect(asked).toHaveBeenCalledOnce();
    } finally {
      clock.mockRestore();
    }
  });

  it('says when to come back where the line is full', async () => {
    server.platform.fail('hang', { times: 9 });
    const url = await endpoint({ timeout: 300, concurrency: 1, maxQueue: 0 });
    const [first, second] = await Promise.all([fetch(`${url}/?id=1`), fetch(`${url}/?id=2`)]);
    const full = first.status === 503 ? first : second;
    expect([full.status, await full.json(), full.headers.get('retry-after')]).toEqual([503, { error: 'busy' }, '1']);
  });

  it('is asked once for the same conversation, and nothing for a visitor who left in the line', async () => {
    const answers: (() => void)[] = [];
    const body = { meta: { status: 'success' }, data: { id: Number(conversation()), history: '' } };
    server.platform.fail((_, response) => void answers.push(() => response.end(JSON.stringify(body))));
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
    expect(server.platform.requests.map(({ url: path }) => path)).toEqual(
      times(2, () => `/conversation/${conversation()}`),
    );
  });
});

describe('a platform that wants no requests', () => {
  it('gets none until it says, and browsers are told', async () => {
    server.platform.fail({ status: 429, headers: { 'retry-after': '60' }, body: '' });
    const url = await endpoint();
    const first = await ask(url);
    expect([first.status, await first.json(), first.headers.get('retry-after')]).toEqual([
      429,
      { error: 'rate_limited' },
      '60',
    ]);
    expect(await statuses(times(20, () => ask(url)))).toEqual({ 429: 20 });
    expect(server.platform.requests).toHaveLength(1);
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
