import { aString, checkOptions, has, wrong } from '../../shared/check-options';
import { forever } from './bot-memory';
import { isState } from './deliveries';
import { clockSkew, createFixedWindow } from './fixed-window';
import { StoreFullError } from './store-full';
import type { Stores } from './stores';

/** What is used of a client of the package `redis`, of one server or of a cluster. */
export interface NodeRedisClient {
  eval(script: string, options: { keys: string[]; arguments: string[] }): Promise<unknown>;
}

/** What is used of a client of the package `ioredis`, or of its fork `iovalkey`, of one server or of a cluster. */
export interface IoRedisClient {
  call(command: string, ...parameters: string[]): Promise<unknown>;
}

export interface RedisOptions {
  /** What the names of the keys begin with. Default: `'iadvize:'`. */
  readonly prefix?: string | undefined;
}

// One key each, so that a cluster takes them; the times are the server's own.
const scripts = {
  begin: `
    local state = redis.call('GET', KEYS[1])
    if state == 'done' then return 'done' end
    if state then return 'running' end
    redis.call('SET', KEYS[1], 'by ' .. ARGV[1], 'PX', ARGV[2])
    return 'new'`,
  extend: `
    if redis.call('GET', KEYS[1]) ~= 'by ' .. ARGV[1] then return 0 end
    return redis.call('PEXPIRE', KEYS[1], ARGV[2])`,
  end: `
    if ARGV[2] ~= '0' then redis.call('SET', KEYS[1], 'done', 'PX', ARGV[2])
    elseif redis.call('GET', KEYS[1]) == 'by ' .. ARGV[1] then redis.call('DEL', KEYS[1]) end
    return 0`,
  use: `
    if redis.call('SET', KEYS[1], '1', 'NX', 'PX', ARGV[1]) then return 1 end
    return 0`,
  count: `
    local count = redis.call('INCR', KEYS[1])
    if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
    return { count, redis.call('PTTL', KEYS[1]) }`,
  get: `return redis.call('GET', KEYS[1])`,
  set: `return redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])`,
};

/** How long to wait where Redis has no memory left, in milliseconds. */
const fullPause = 10_000;

/**
 * Stores in Redis 6 or later, or Valkey, over a client that the site has connected. Set `maxmemory-policy noeviction`,
 * with which a full Redis says that it is full. With any other policy it may delete what must not be forgotten.
 * @throws TypeError for what is no client, or a wrong option.
 * @example
 * import { redisStores } from 'iadvize-callbacks/server/stores';
 * import { createClient } from 'redis';
 * const stores = redisStores(await createClient({ url: 'redis://localhost' }).connect());
 */
export function redisStores(client: NodeRedisClient | IoRedisClient, options: RedisOptions = {}): Stores {
  checkOptions(options, { prefix: aString });
  const { prefix = 'iadvize:' } = options;
  const send = senderOf(client);
  const run = (name: keyof typeof scripts, key: string, ...values: (string | number)[]) =>
    send(scripts[name], prefix + key, values.map(String));

  return {
    deliveries: {
      async begin(id, owner, lease) {
        const state = await run('begin', `delivery:${id}`, owner, lease);
        if (isState(state)) return state;
        throw new TypeError(`Redis answered ${String(state)}`);
      },
      extend: async (id, owner, lease) => (await run('extend', `delivery:${id}`, owner, lease)) === 1,
      end: (id, owner, remember) => run('end', `delivery:${id}`, owner, remember),
    },

    async useTicket(ticket, expires) {
      const left = Math.max(1, Math.ceil(expires - Date.now())) + clockSkew;
      try {
        return (await run('use', `ticket:${ticket}`, left)) === 1;
      } catch (error) {
        if (error instanceof Error && /\bOOM\b/.test(error.message)) {
          throw new StoreFullError('Redis has no memory left', fullPause);
        }
        throw error;
      }
    },

    rateLimiter: (limit) =>
      createFixedWindow(async (key, window) => {
        const answer = await run('count', `rate:${key}`, window);
        const [count, left] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
        if (typeof count !== 'number' || typeof left !== 'number') throw new TypeError('Redis gave no count');
        return { count, left };
      }, limit),

    botMemory: {
      async get(key) {
        const value = await run('get', `bot:${key}`);
        return typeof value === 'string' ? value : undefined;
      },
      async set(key, value, lifetime = forever) {
        await run('set', `bot:${key}`, value, Math.ceil(lifetime));
      },
    },
  };
}

type Send = (script: string, key: string, values: string[]) => Promise<unknown>;

const isIoRedis = (client: NodeRedisClient | IoRedisClient): client is IoRedisClient => has(client, 'call');

function senderOf(client: NodeRedisClient | IoRedisClient): Send {
  if (isIoRedis(client)) return (script, key, values) => client.call('EVAL', script, '1', key, ...values);
  if (!has(client, 'eval')) throw wrong('Client of redisStores', 'one of redis or ioredis', client);
  return (script, key, values) => client.eval(script, { keys: [key], arguments: values });
}
