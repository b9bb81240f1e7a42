import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import {
  createAvailabilityEndpoint,
  createGraphQLClient,
  createHistoryEndpoint,
  issueTicket,
  ticketAuthorize,
} from '../../../src/server';
import { conversationUuid, createPlatformData, serve, startPlatform } from '../../../src/testing/server';
import type { PlatformStandIn, Served } from '../../../src/testing/server';
import { createHistoryClient, parseHistory } from '../../../src/virtual-agent';

const secret = 'x'.repeat(32);
let platform: PlatformStandIn;
let served: Served;

beforeEach(async () => {
  platform = await startPlatform({ data: createPlatformData({ conversations: 2 }) });
});
afterEach(async () => {
  await served.close();
  await platform.close();
});

const graphqlOf = () =>
  createGraphQLClient({
    username: platform.username,
    password: platform.password,
    baseUrl: platform.apiUrl,
    retries: 0,
  });

it('gives the browser a transcript by UUID, through a ticket, once', async () => {
  served = await serve(
    createHistoryEndpoint({
      source: 'graphql',
      graphql: graphqlOf(),
      authorize: ticketAuthorize({ secret, client: () => 'session' }),
      client: () => 'one',
    }),
  );
  const [record] = platform.data.conversation;
  const id = conversationUuid(record!.id);
  const history = createHistoryClient({
    endpoint: served.url,
    retries: 0,
    ticket: (conversationId) => issueTicket({ secret, conversationId, client: 'session' }),
  });
  const { entries, closed } = await history.getHistoryByID(id);
  const said = parseHistory(String(record!['history'])).entries.filter(({ type }) => type !== 'page');
  expect([closed, entries]).toEqual([true, said]);
  const seen = [];
  for await (const transcript of history.watch(id)) seen.push(transcript.id);
  expect(seen).toEqual([id]);

  await expect(history.getHistoryByID(randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  // Ids that can be counted through are none here.
  await expect(history.getHistoryByID(String(record!.id))).rejects.toMatchObject({ status: 400 });
  expect(() => createHistoryEndpoint({ source: 'graphql', authorize: () => true } as never)).toThrow(/graphql/);
});

it('says whether anybody is free, and asks the platform once for everybody', async () => {
  const bot = platform.bot({ url: 'http://127.0.0.1:9', secret });
  const [rule] = bot.rules;
  let now = Date.now();
  const clock = vi.spyOn(Date, 'now').mockImplementation(() => now);
  const onError = vi.fn();
  const rules = [rule!.id, randomUUID()];
  served = await serve(createAvailabilityEndpoint({ graphql: graphqlOf(), rules, onError }));
  const ask = async (): Promise<unknown> => (await fetch(served.url)).json();
  try {
    expect(await Promise.all([ask(), ask()])).toEqual([{ available: true }, { available: true }]);
    const asked = () => platform.requests.filter(({ url }) => url.startsWith('/graphql')).length;
    expect(asked()).toBe(2);
    rule!.free = false;
    expect(await ask()).toEqual({ available: true });
    now += 5000;
    expect(await ask()).toEqual({ available: false });
    expect(asked()).toBe(4);
    // The rule that the platform does not know.
    expect(onError).toHaveBeenCalledTimes(2);
    expect((await fetch(served.url, { method: 'POST' })).status).toBe(405);
  } finally {
    clock.mockRestore();
  }
  expect(() => createAvailabilityEndpoint({ graphql: graphqlOf(), rules: [] })).toThrow(/rules/);
});

it('knows the errors of another copy of the package', async () => {
  vi.resetModules();
  const copy = await import('../../../src/server');
  const conversation = vi
    .fn<() => Promise<never>>()
    .mockRejectedValueOnce(new copy.IAdvizeApiError('x', { code: 'not_found', resource: 'conversation' }))
    .mockRejectedValueOnce(
      new copy.IAdvizeApiError('x', { code: 'rate_limited', resource: 'conversation', retryAfter: 7000 }),
    );
  served = await serve(createHistoryEndpoint({ source: 'graphql', graphql: { conversation }, authorize: () => true }));
  const ask = () => fetch(`${served.url}/?id=${randomUUID()}`);
  expect((await ask()).status).toBe(404);
  const limited = await ask();
  expect([limited.status, limited.headers.get('retry-after')]).toEqual([429, '7']);
});
