import { aPositiveNumber, checkOptions, clientWith, wrong } from '../../shared/check-options';
import { forever } from './bot-memory';
import { isState } from './deliveries';
import { clockSkew, createFixedWindow } from './fixed-window';
import type { Stores } from './stores';

/** What is used of a Durable Object namespace, a binding of the worker. */
export interface DurableObjectNamespaceLike {
  idFromName(name: string): unknown;
  get(id: never): { fetch(url: string, init: { method: string; body: string }): Promise<ResponseLike> };
}

interface ResponseLike {
  readonly ok: boolean;
  readonly status: number;
  json(): Promise<unknown>;
}

export interface DurableObjectOptions {
  /** How many objects the keys are spread over; each answers some hundreds of requests a second. Default: 16. */
  readonly objects?: number | undefined;
}

/** What the worker asks an object for; `owner` is the value of what a bot keeps, and `time` is in milliseconds. */
interface Question {
  readonly ask: 'begin' | 'extend' | 'end' | 'use' | 'count' | 'get' | 'set';
  readonly key: string;
  readonly owner: string;
  readonly time: number;
}

/** FNV-1a: spreads keys evenly, and is the same in every isolate. */
function hash(key: string): number {
  let value = 0x811c9dc5;
  for (let index = 0; index < key.length; index += 1) {
    value = Math.imul(value ^ key.charCodeAt(index), 0x01000193) >>> 0;
  }
  return value;
}

/**
 * Stores in Durable Objects. The worker exports the class `IAdvizeStores`, and binds it as one with SQLite storage.
 * @throws TypeError for what is no namespace, or a wrong option.
 * @example
 * import { durableObjectStores } from 'iadvize-callbacks/server/stores';
 * import type { DurableObjectNamespaceLike } from 'iadvize-callbacks/server/stores';
 * export { IAdvizeStores } from 'iadvize-callbacks/server/stores';
 * const storesOf = (env: { STORES: DurableObjectNamespaceLike }) => durableObjectStores(env.STORES);
 */
export function durableObjectStores(namespace: DurableObjectNamespaceLike, options: DurableObjectOptions = {}): Stores {
  const [expected, accepts] = clientWith('idFromName', 'get');
  if (!accepts(namespace)) throw wrong('Namespace of durableObjectStores', expected, namespace);
  checkOptions(options, { objects: aPositiveNumber });
  const { objects = 16 } = options;

  async function ask(question: Question): Promise<unknown> {
    const id = namespace.idFromName(`iadvize-callbacks ${hash(question.key) % objects}`);
    const body = JSON.stringify(question);
    // A namespace takes the ids that it makes, of a type of its own.
    const answer = await namespace.get(id as never).fetch('https://stores/', { method: 'POST', body });
    if (!answer.ok) throw new Error(`The Durable Object answered ${answer.status}`);
    return answer.json();
  }

  return {
    deliveries: {
      async begin(id, owner, lease) {
        const state = await ask({ ask: 'begin', key: `delivery:${id}`, owner, time: lease });
        if (isState(state)) return state;
        throw new TypeError('The Durable Object gave no state');
      },
      extend: async (id, owner, lease) =>
        (await ask({ ask: 'extend', key: `delivery:${id}`, owner, time: lease })) === true,
      end: (id, owner, remember) => ask({ ask: 'end', key: `delivery:${id}`, owner, time: remember }),
    },

    async useTicket(ticket, expires) {
      const time = Math.max(1, expires - Date.now()) + clockSkew;
      return (await ask({ ask: 'use', key: `ticket:${ticket}`, owner: '', time })) === true;
    },

    rateLimiter: (limit) =>
      createFixedWindow(async (key, window) => {
        const answer = await ask({ ask: 'count', key: `rate:${key}`, owner: '', time: window });
        const [count, left] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
        if (typeof count !== 'number' || typeof left !== 'number') throw new TypeError('The object gave no count');
        return { count, left };
      }, limit),

    botMemory: {
      async get(key) {
        const value = await ask({ ask: 'get', key: `bot:${key}`, owner: '', time: 0 });
        return typeof value === 'string' ? value : undefined;
      },
      async set(key, value, lifetime = forever) {
        await ask({ ask: 'set', key: `bot:${key}`, owner: value, time: lifetime });
      },
    },
  };
}

/** What is used of an object's state. */
interface ObjectState {
  readonly storage: {
    readonly sql: { exec(query: string, ...values: (string | number | null)[]): { toArray(): unknown[] } };
    getAlarm(): Promise<number | null>;
    setAlarm(time: number): Promise<void>;
  };
}

interface Row {
  readonly owner: string;
  readonly count: number;
  readonly expires: number;
}

/** How often an object deletes what has expired, in milliseconds. */
const sweepInterval = 60_000;

/** The Durable Object of `durableObjectStores`. Its statements run one after the other, so each question is atomic. */
export class IAdvizeStores {
  readonly #state: ObjectState;

  constructor(state: ObjectState) {
    this.#state = state;
    this.#run(
      'create table if not exists entries (key text primary key, owner text not null, count integer not null, expires integer not null)',
    );
    this.#run('create index if not exists expiry on entries (expires)');
  }

  /** Answers a question of `durableObjectStores`; nobody else reaches it. */
  async fetch(request: Request): Promise<Response> {
    const answer = this.#answer((await request.json()) as Question);
    if ((await this.#state.storage.getAlarm()) === null) {
      await this.#state.storage.setAlarm(Date.now() + sweepInterval);
    }
    return Response.json(answer);
  }

  /** Deletes what has expired. */
  async alarm(): Promise<void> {
    this.#run('delete from entries where expires <= ?', Date.now());
    if (this.#run('select 1 from entries limit 1').length) {
      await this.#state.storage.setAlarm(Date.now() + sweepInterval);
    }
  }

  #answer({ ask, key, owner, time }: Question): unknown {
    const now = Date.now();
    const row = this.#row(key);
    const current = row && row.expires > now ? row : undefined;
    switch (ask) {
      case 'begin':
        if (current) return current.owner ? 'running' : 'done';
        this.#write(key, owner, 0, now + time);
        return 'new';
      case 'extend':
        if (row?.owner !== owner) return false;
        this.#write(key, owner, 0, now + time);
        return true;
      case 'end':
        if (time) this.#write(key, '', 0, now + time);
        else this.#run('delete from entries where key = ? and owner = ?', key, owner);
        return true;
      case 'use':
        if (current) return false;
        this.#write(key, '', 0, now + time);
        return true;
      case 'count': {
        const count = (current?.count ?? 0) + 1;
        const expires = current?.expires ?? now + time;
        this.#write(key, '', count, expires);
        return [count, expires - now];
      }
      case 'get':
        return current ? current.owner : null;
      case 'set':
        this.#write(key, owner, 0, now + time);
        return true;
    }
  }

  #row(key: string): Row | undefined {
    // A row has the columns of the table above.
    return this.#run('select owner, count, expires from entries where key = ?', key)[0] as Row | undefined;
  }

  #write(key: string, owner: string, count: number, expires: number): void {
    this.#run('insert or replace into entries values (?, ?, ?, ?)', key, owner, count, Math.ceil(expires));
  }

  #run(query: string, ...values: (string | number | null)[]): unknown[] {
    return this.#state.storage.sql.exec(query, ...values).toArray();
  }
}
