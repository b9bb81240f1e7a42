import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAvailabilityEndpoint, createBeaconReceiver, createHistoryEndpoint } from '../../../src/server';
import { serve } from '../../../src/testing/server';
import type { Served } from '../../../src/testing/server';

type Make = (options: {
  readonly origins: readonly string[];
  readonly seen: () => void;
}) => (request: Request) => Promise<Response>;

const history: Make = ({ origins, seen }) =>
  createHistoryEndpoint({
    apiKey: 'key',
    platform: 'sd',
    origins,
    authorize() {
      seen();
      return true;
    },
    fetch: async () => Response.json({ meta: { status: 'success' }, data: { id: 1, history: '' } }),
  });

const availability: Make = ({ origins, seen }) =>
  createAvailabilityEndpoint({
    origins,
    rules: ['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f'],
    graphql: {
      async routingRule() {
        seen();
        return { chat: true, call: false, video: false };
      },
    },
  });

const beacon: Make = ({ origins, seen }) => createBeaconReceiver(seen, { origins });

const shop = 'https://www.shop.example';
const body = JSON.stringify({ events: [{ id: '1', name: 'n', type: 't', timestamp: 0, parameters: {} }] });

describe.each<[string, Make, string, number, RequestInit]>([
  ['the history endpoint', history, 'GET', 200, {}],
  ['the availability endpoint', availability, 'GET', 200, {}],
  ['the beacon receiver', beacon, 'POST', 204, { body, headers: { 'content-type': 'text/plain' } }],
])('%s', (_, make, method, answered, init) => {
  let served: Served;
  let seen: number;

  beforeEach(async () => {
    seen = 0;
    served = await serve(make({ origins: [shop], seen: () => (seen += 1) }));
  });
  afterEach(() => served.close());

  const ask = (headers: Record<string, string>, given = method) =>
    fetch(`${served.url}/?id=1`, {
      ...(given === method && init),
      method: given,
      headers: { ...(init.headers as Record<string, string>), ...headers },
    });

  it('answers its own pages, and lets no other site embed an answer', async () => {
    for (const headers of [
      {},
      { 'sec-fetch-site': 'same-origin' },
      { 'sec-fetch-site': 'none' },
      { origin: served.url },
    ]) {
      expect((await ask(headers)).status).toBe(answered);
    }
    for (const answer of [await ask({}), await ask({ origin: 'https://evil.example' }), await ask({}, 'DELETE')]) {
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin');
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('cache-control')).toBe('no-store');
      expect(answer.headers.get('vary')).toBe('Origin, Sec-Fetch-Site');
      expect(answer.headers.has('access-control-allow-origin')).toBe(false);
    }
  });

  it.each<[string, Record<string, string>]>([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another origin of the site', { 'sec-fetch-site': 'same-site' }],
    ['another origin', { origin: 'https://evil.example' }],
    ['an origin that is not told', { origin: 'null', 'sec-fetch-site': 'cross-site' }],
    ['another site that calls itself this one', { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }],
    ['what no browser says', { 'sec-fetch-site': 'same-origin, cross-site' }],
  ])('refuses a page of %s before anything is asked', async (_page, headers) => {
    const answer = await ask(headers);
    expect(answer.status).toBe(403);
    expect(await answer.json()).toEqual({ error: 'forbidden' });
    expect((await ask(headers, 'OPTIONS')).status).toBe(403);
    expect(seen).toBe(0);
  });

  it('answers pages of an origin on the list', async () => {
    const headers = { origin: shop, 'sec-fetch-site': 'cross-site' };
    const answer = await ask(headers);
    expect(answer.status).toBe(answered);
    expect(answer.headers.get('access-control-allow-origin')).toBe(shop);
    expect(answer.headers.get('cross-origin-resource-policy')).toBe('cross-origin');
    const preflight = await ask(headers, 'OPTIONS');
    expect([preflight.status, preflight.headers.get('access-control-allow-methods')]).toEqual([204, method]);
  });

  it.each(['PUT', 'DELETE', 'HEAD'])('refuses %s', async (other) => {
    const answer = await ask({}, other);
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, `${method}, OPTIONS`]);
    expect(seen).toBe(0);
  });
});
