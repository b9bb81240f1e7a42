/* global crypto */
import { createBotMemory } from '../../dist/server/bot/index.js';
import * as server from '../../dist/server/index.js';
import { postgresStores, redisStores } from '../../dist/server/stores/index.js';
import { equal, times } from './checks.mjs';

const hour = 3_600_000;

async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The tests of a store that processes share, or of memory. */
export const storeTests = (name, stores) => [
  [
    `${name}: an event is new once, running, done, and new again where it was not handled`,
    async () => {
      const { deliveries } = stores();
      const id = crypto.randomUUID();
      const states = await times(50, async (_, owner) => deliveries.begin(id, String(owner), hour));
      equal(
        [states.filter((state) => state === 'new').length, states.filter((state) => state === 'running').length],
        [1, 49],
      );
      const owner = String(states.indexOf('new'));
      equal([await deliveries.extend(id, 'another', hour), await deliveries.extend(id, owner, hour)], [false, true]);
      await deliveries.end(id, owner, 0);
      equal(await deliveries.begin(id, 'b', 1), 'new');
      await until(async () => (await deliveries.begin(id, 'c', hour)) === 'new');
      await deliveries.end(id, 'c', hour);
      equal(await deliveries.begin(id, 'd', hour), 'done');
    },
  ],
  [
    `${name}: a ticket is used once by 100 at once`,
    async () => {
      const { useTicket } = stores();
      const ticket = crypto.randomUUID();
      const uses = await times(100, async () => useTicket(ticket, Date.now() + hour));
      equal(uses.filter((used) => used).length, 1);
    },
  ],
  [
    `${name}: what a bot keeps stays, is replaced, and goes after its lifetime`,
    async () => {
      const { botMemory } = stores();
      const [kept, passing] = [crypto.randomUUID(), crypto.randomUUID()];
      await botMemory.set(kept, '');
      equal([await botMemory.get(kept), await botMemory.get(passing)], ['', undefined]);
      await botMemory.set(kept, 'kept');
      await botMemory.set(passing, 'passing', 1);
      await until(async () => (await botMemory.get(passing)) === undefined);
      equal(await botMemory.get(kept), 'kept');
    },
  ],
  [
    `${name}: 30 requests of 100 pass a limit of 30`,
    async () => {
      const limiter = stores().rateLimiter({ name: crypto.randomUUID(), requests: 30, window: hour });
      const results = await Promise.allSettled(Array.from({ length: 100 }, () => limiter.consume('client')));
      equal(results.filter(({ status }) => status === 'fulfilled').length, 30);
      const { reason } = results.find(({ status }) => status === 'rejected');
      equal(reason.msBeforeNext > 0 && reason.msBeforeNext <= hour, true);
    },
  ],
];

const memory = {
  deliveries: server.createMemoryStore(),
  useTicket: server.createMemoryTickets(),
  rateLimiter: ({ requests, window }) => server.createMemoryRateLimiter({ requests, window }),
  botMemory: createBotMemory(),
};

export const memoryTests = [
  [
    'the shared stores name what is no client',
    async () => {
      for (const make of [redisStores, postgresStores]) {
        let message = '';
        try {
          make({});
        } catch (error) {
          ({ message } = error);
        }
        equal(/^Client of/.test(message), true);
      }
    },
  ],
  ...storeTests('memory', () => memory),
];
