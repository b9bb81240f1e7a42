import { Redis } from 'ioredis';
import { createClient } from 'redis';
import { RateLimiterRedis } from 'rate-limiter-flexible';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHistoryEndpoint } from '../../src/server';
import { isStoreFullError, redisStores } from '../../src/server/stores';
import { storeContract } from '../support/store-contract';
import { manyProcesses } from './many-processes';
import { isWanted, start } from './servers';
import type { RunningServer } from './servers';

const connect = (url: string) => createClient({ url }).connect();

describe.runIf(isWanted('redis'))('Redis', () => {
  let server: RunningServer;
  let redis: Awaited<ReturnType<typeof connect>>;
  let ioredis: Redis;
  beforeAll(async () => {
    server = await start('redis');
    redis = await connect(server.url);
    ioredis = new Redis(server.url);
  });
  afterAll(async () => {
    await redis?.close();
    await ioredis?.quit();
    await server?.stop();
  });

  storeContract('redis', () => redisStores(redis));
  storeContract('ioredis', () => redisStores(ioredis, { prefix: 'another:' }));
  manyProcesses('redis', () => server.url);

  it('keeps nothing for ever', async () => {
    const { deliveries, useTicket, rateLimiter } = redisStores(redis, { prefix: 'expiring:' });
    await deliveries.begin('a', 'o', 60_000);
    await deliveries.end('b', 'o', 60_000);
    await useTicket('c', Date.now() + 60_000);
    await rateLimiter({ name: 'd' }).consume('e');
    const keys = await redis.keys('expiring:*');
    expect(keys).toHaveLength(4);
    for (const key of keys) expect(await redis.pTTL(key)).toBeGreaterThan(0);
  });

  it('counts by a limiter of rate-limiter-flexible as it is', async () => {
    const receive = createHistoryEndpoint({
      apiKey: 'key',
      platform: 'sd',
      client: () => 'visitor',
      authorize: () => false,
      rateLimit: new RateLimiterRedis({ storeClient: ioredis, points: 30, duration: 60 }),
    });
    const ask = () => receive(new Request('https://shop.example/history?id=1'));
    const answers = await Promise.all(Array.from({ length: 100 }, ask));
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(70);
  });

  it('says that it is full where it has no memory left', async () => {
    const small = await start('redis', ['--maxmemory', '1', '--maxmemory-policy', 'noeviction']);
    const client = await connect(small.url);
    try {
      const used = redisStores(client).useTicket('ticket', Date.now() + 60_000);
      await expect(used).rejects.toSatisfy(isStoreFullError);
    } finally {
      await client.close();
      await small.stop();
    }
  });
});
