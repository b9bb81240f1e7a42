import { PGlite } from '@electric-sql/pglite';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  createHistoryEndpoint,
  createMemoryRateLimiter,
  createMemoryStore,
  createMemoryTickets,
  isStoreFullError,
  issueTicket,
  ticketAuthorize,
} from '../../../src/server';
import type { HistoryEndpointOptions, RateLimiter } from '../../../src/server';
import { createBotMemory } from '../../../src/server/bot';
import { durableObjectStores, postgresStores, redisStores } from '../../../src/server/stores';
import type { PostgresStores } from '../../../src/server/stores';
import { storeContract } from '../../support/store-contract';

const deliveries = createMemoryStore();
const useTicket = createMemoryTickets();
const botMemory = createBotMemory();
storeContract('memory', () => {
  const limiters = new Map<string, ReturnType<typeof createMemoryRateLimiter>>();
  return {
    deliveries,
    useTicket,
    botMemory,
    rateLimiter({ name, ...limit }) {
      const limiter = limiters.get(name) ?? createMemoryRateLimiter(limit);
      limiters.set(name, limiter);
      return limiter;
    },
  };
});

describe('PGlite', () => {
  let database: PGlite;
  let stores: PostgresStores;
  beforeAll(async () => {
    database = await PGlite.create();
    stores = postgresStores(database, { table: 'public.remembered' });
    await Promise.all([stores.setup(), stores.setup()]);
  });
  afterAll(() => database.close());

  storeContract('PGlite', () => stores);

  it('sweeps what has expired, and nothing else', async () => {
    // In a table of its own: what the tests before have left expires meanwhile.
    const swept = postgresStores(database, { table: 'public.swept' });
    await swept.setup();
    await swept.deliveries.end('expired', 'a', 1);
    await swept.deliveries.end('kept', 'a', 3_600_000);
    await expect.poll(() => swept.sweep()).toBe(1);
    expect(await swept.deliveries.begin('kept', 'b', 1)).toBe('done');
  });
});

describe('the memory', () => {
  const refusalOf = (task: () => unknown) => {
    try {
      return task();
    } catch (error) {
      return isStoreFullError(error) ? error.retryAfter : error;
    }
  };

  it('of events takes no further one while none may be forgotten', () => {
    const store = createMemoryStore({ limit: 2 });
    expect([store.begin('a', 'o', 60_000), store.begin('b', 'o', 60_000)]).toEqual(['new', 'new']);
    expect(refusalOf(() => store.begin('c', 'o', 60_000))).toBeGreaterThan(0);
    void store.end('a', 'o', 60_000);
    expect(refusalOf(() => store.begin('c', 'o', 60_000))).toBeGreaterThan(0);
    expect([store.begin('a', 'p', 60_000), store.begin('b', 'p', 60_000)]).toEqual(['done', 'running']);
    void store.end('b', 'o', 0);
    expect(store.begin('c', 'o', 60_000)).toBe('new');
  });

  it('of events can forget those that would be forgotten next', () => {
    const store = createMemoryStore({ limit: 2, whenFull: 'forget' });
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      expect(store.begin(id, 'o', 60_000)).toBe('new');
      void store.end(id, 'o', 60_000 + index);
    }
    expect(['c', 'b', 'a'].map((id) => store.begin(id, 'o', 60_000))).toEqual(['done', 'done', 'new']);
    expect(refusalOf(() => createMemoryStore({ limit: 1, whenFull: 'forget' }).begin('a', 'o', 1))).toBe('new');
  });

  it('of events holds each for its time, whatever comes meanwhile', () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    try {
      const store = createMemoryStore({ limit: 1000 });
      const remember = 600_000;
      const lasting = 100_000;
      for (let index = 0; index < lasting; index += 1) {
        expect(store.begin(`${index}`, 'o', 8000)).toBe('new');
        void store.end(`${index}`, 'o', remember);
        vi.setSystemTime(Date.now() + remember / 800);
        if (index % 100) continue;
        expect(store.begin(`${Math.max(0, index - 798)}`, 'p', 8000)).toBe('done');
      }
    } finally {
      vi.useRealTimers();
    }
  });

  it.each([{ limit: 0 }, { limit: 1.5 }, { limit: NaN }, { limit: Infinity }, { whenFull: 'panic' }, { size: 1 }, 5])(
    'of events is not made of %j',
    (options) => {
      expect(() => createMemoryStore(options as never)).toThrow(TypeError);
    },
  );

  it('of a bot makes room with what is oldest, and keeps what has no lifetime', async () => {
    const memory = createBotMemory(3);
    await memory.set('agent', 'kept');
    for (let index = 0; index < 10; index += 1) {
      await memory.set(`chat ${index}`, 'a', 60_000);
      // Set again, it is among the newest, and what stood before it is the oldest.
      await memory.set(`chat ${Math.max(0, index - 1)}`, 'b', 60_000);
      const there = Array.from({ length: index + 1 }, (_, number) => memory.get(`chat ${number}`) !== undefined);
      expect(there).toEqual(there.map((_, number) => number > index - 3));
    }
    expect(await memory.get('agent')).toBe('kept');
  });

  it('of tickets is never full of expired ones, and takes no further one while it is full of others', async () => {
    const use = createMemoryTickets(1000);
    for (let index = 0; index < 100_000; index += 1) expect(await use(`old ${index}`, Date.now() - 1)).toBe(true);
    for (let index = 0; index < 1000; index += 1) await use(`new ${index}`, Date.now() + 60_000 + index);
    expect(refusalOf(() => use('one more', Date.now() + 60_000))).toBeGreaterThan(0);
    expect(refusalOf(() => use('new 0', Date.now() + 60_000))).toBe(false);
  });

  it('of clients lets made-up ones share one window, and keeps a real one’s', async () => {
    const limiter = createMemoryRateLimiter({ requests: 2, clients: 10 });
    await limiter.consume('real');
    await limiter.consume('real');
    const results = await Promise.allSettled(
      Array.from({ length: 1000 }, (_, index) => limiter.consume(`made up ${index}`)),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(11);
    await expect(limiter.consume('real')).rejects.toHaveProperty('msBeforeNext');
  });
});

describe('the history endpoint', () => {
  const secret = 'a secret of 32 characters or more';
  const endpoint = (options: Partial<Exclude<HistoryEndpointOptions, { source: 'graphql' }>>) =>
    createHistoryEndpoint({
      apiKey: 'key',
      platform: 'sd',
      client: () => 'visitor',
      authorize: () => true,
      fetch: async () => Response.json({ meta: { status: 'success' }, data: { id: 1, history: '', closed_at: null } }),
      ...options,
    });
  const ask = (authorization = '') => new Request('https://shop.example/history?id=1', { headers: { authorization } });
  const statuses = async (answers: Promise<Response>[]) => (await Promise.all(answers)).map(({ status }) => status);

  it('takes a limiter of rate-limiter-flexible as it is', async () => {
    const answer = endpoint({ rateLimit: new RateLimiterMemory({ points: 3, duration: 60 }) });
    const answers = await Promise.all(Array.from({ length: 5 }, () => answer(ask())));
    const refused = answers.filter(({ status }) => status === 429);
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(3);
    expect(refused).toHaveLength(2);
    expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answers 500 where a limiter fails, and tells the site', async () => {
    const failure = new Error('no Redis');
    const failures: unknown[] = [];
    const answer = endpoint({
      rateLimit: { consume: () => Promise.reject(failure) },
      onFailure: (told) => void failures.push(told.error),
    });
    expect((await answer(ask())).status).toBe(500);
    expect(failures).toEqual([failure]);
  });

  it.each([NaN, Infinity, '1'])(
    'takes a wait of %j for a failure of the limiter, and lets nobody through',
    async (wait) => {
      const limiter: RateLimiter = {
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors -- as rate-limiter-flexible does
        consume: () => Promise.reject({ msBeforeNext: wait }),
      };
      const history = createHistoryEndpoint({
        apiKey: 'key',
        platform: 'sd',
        authorize: () => true,
        rateLimit: limiter,
      });
      const { status, headers } = await history(new Request('https://shop.example/?id=1'));
      expect([status, headers.get('retry-after')]).toEqual([500, null]);
    },
  );

  it('answers 503 where there is no room for another ticket, and says when to come back', async () => {
    const client = () => 'visitor';
    const answer = endpoint({ authorize: ticketAuthorize({ secret, client, use: createMemoryTickets(1) }) });
    const ticket = async () => `Bearer ${await issueTicket({ secret, conversationId: '1', client: 'visitor' })}`;
    expect((await answer(ask(await ticket()))).status).toBe(200);
    const full = await answer(ask(await ticket()));
    expect(full.status).toBe(503);
    expect(await full.json()).toEqual({ error: 'busy' });
    expect(Number(full.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it('answers 500 where a store is full and does not say when to come back', async () => {
    const error = Object.assign(new Error('full'), { name: 'StoreFullError', retryAfter: NaN });
    expect(isStoreFullError(error)).toBe(false);
    const answer = await endpoint({ authorize: () => Promise.reject(error) })(ask('Bearer t'));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([500, null]);
  });

  it('takes tickets of each of several secrets', async () => {
    const others = ['an old secret of 32 characters or more', secret];
    const answer = endpoint({ authorize: ticketAuthorize({ secret: others, client: () => 'visitor' }) });
    const tickets = [...others, 'one that nobody knows of, of 32 or more'].map((each) =>
      issueTicket({ secret: each, conversationId: '1', client: 'visitor' }),
    );
    const answers = (await Promise.all(tickets)).map((ticket) => answer(ask(`Bearer ${ticket}`)));
    expect(await statuses(answers)).toEqual([200, 200, 403]);
    for (const wrong of [[], ['short'], null, [secret, 5]]) {
      expect(() => ticketAuthorize({ secret: wrong as string[], client: () => 'x' })).toThrow(
        /^Option secret: expected a string of at least 32 characters, or a list of them$/,
      );
    }
  });
});

describe('the factories', () => {
  it('name what is wrong', () => {
    const query = async () => ({ rows: [] });
    expect(() => redisStores({} as never)).toThrow('Client of redisStores: expected one of redis or ioredis');
    expect(() => postgresStores({} as never)).toThrow('Client of postgresStores: expected a client with query');
    expect(() => postgresStores({ query }, { table: 'x; drop table y' })).toThrow('Option table');
    expect(() => postgresStores({ query }, { prefix: 'x' } as object)).toThrow('No option prefix');
    expect(() => durableObjectStores({} as never)).toThrow('Namespace of durableObjectStores');
    const { rateLimiter } = postgresStores({ query });
    expect(() => rateLimiter({ name: 'x', requests: 0 })).toThrow('Option requests');
    expect(() => rateLimiter({ name: 'x', window: NaN })).toThrow('Option window');
  });
});
