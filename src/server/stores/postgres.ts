import { aString, checkOptions, clientWith, wrong } from '../../shared/check-options';
import { forever } from './bot-memory';
import { isState } from './deliveries';
import { clockSkew, createFixedWindow } from './fixed-window';
import type { Stores } from './stores';

/** What is used of a client or a pool of the package `pg`, or of PGlite. */
export interface PostgresClient {
  query(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

export interface PostgresOptions {
  /** Name of the table, after its schema's where it has one. Default: `'iadvize_callbacks'`. */
  readonly table?: string | undefined;
}

export interface PostgresStores extends Stores {
  /** The statement that makes the table, for a migration of the site's own. */
  readonly schema: string;
  /** Makes the table where there is none yet; many processes may ask at once. */
  setup(): Promise<void>;
  /**
   * Deletes up to 10,000 rows that have expired, so that the table stays small: call it now and then, from a timer or a job.
   * @returns how many there were
   */
  sweep(): Promise<number>;
}

const identifier = /^[a-z_][a-z\d_]{0,62}(?:\.[a-z_][a-z\d_]{0,62})?$/;

const milliseconds = (parameter: string) => `clock_timestamp() + ${parameter}::float8 * interval '1 millisecond'`;

/**
 * Stores in PostgreSQL 10 or later, in one table, over a client or a pool that the site has made. All times are the database's
 * own. What has expired counts as forgotten, and its row is taken over or swept.
 * @throws TypeError for what is no client, or a wrong option.
 * @example
 * import { postgresStores } from 'iadvize-callbacks/server/stores';
 * import pg from 'pg';
 * const stores = postgresStores(new pg.Pool());
 * await stores.setup();
 */
export function postgresStores(client: PostgresClient, options: PostgresOptions = {}): PostgresStores {
  const [expected, accepts] = clientWith('query');
  if (!accepts(client)) throw wrong('Client of postgresStores', expected, client);
  checkOptions(options, { table: aString });
  const { table = 'iadvize_callbacks' } = options;
  if (!identifier.test(table)) throw wrong('Option table', 'a lower-case name, or two with a dot between', table);
  const index = `${table.replace('.', '_').slice(0, 55)}_expires`;

  // `create … if not exists` fails where two run it at once.
  const schema = `do $$ begin
    perform pg_advisory_xact_lock(hashtext('${table}'));
    create table if not exists ${table} (
      key text primary key, owner text, count integer not null default 0, expires timestamptz not null
    );
    create index if not exists ${index} on ${table} (expires);
  end $$`;

  const statements = {
    begin: `
      with taken as (
        insert into ${table} as held (key, owner, expires) values ($1, $2, ${milliseconds('$3')})
        on conflict (key) do update set owner = excluded.owner, expires = excluded.expires
        where held.expires <= clock_timestamp() returning key
      )
      select case when exists (select from taken) then 'new' else coalesce(
        (select case when owner is null then 'done' end from ${table} where key = $1), 'running'
      ) end as value`,
    extend: `update ${table} set expires = ${milliseconds('$3')} where key = $1 and owner = $2 returning true as value`,
    done: `
      insert into ${table} (key, expires) values ($1, ${milliseconds('$2')})
      on conflict (key) do update set owner = null, expires = excluded.expires`,
    free: `delete from ${table} where key = $1 and owner = $2`,
    use: `
      insert into ${table} as used (key, expires) values ($1, ${milliseconds('$2')})
      on conflict (key) do update set expires = excluded.expires where used.expires <= clock_timestamp()
      returning true as value`,
    count: `
      insert into ${table} as counted (key, count, expires) values ($1, 1, ${milliseconds('$2')})
      on conflict (key) do update set
        count = case when counted.expires <= clock_timestamp() then 1 else counted.count + 1 end,
        expires = case when counted.expires <= clock_timestamp() then excluded.expires else counted.expires end
      returning array[count, extract(epoch from expires - clock_timestamp()) * 1000]::float8[] as value`,
    get: `select owner as value from ${table} where key = $1 and expires > clock_timestamp()`,
    set: `
      insert into ${table} (key, owner, expires) values ($1, $2, ${milliseconds('$3')})
      on conflict (key) do update set owner = excluded.owner, expires = excluded.expires`,
    sweep: `
      with expired as (
        select key from ${table} where expires <= clock_timestamp() limit 10000 for update skip locked
      ), deleted as (delete from ${table} where key in (select key from expired) returning key)
      select count(*)::integer as value from deleted`,
  };

  /** The value in the first row. */
  async function ask(name: keyof typeof statements, ...values: (string | number)[]): Promise<unknown> {
    const { rows } = await client.query(statements[name], values);
    return Reflect.get(Object(rows[0]) as object, 'value');
  }

  return {
    schema,
    setup: async () => void (await client.query(schema)),
    sweep: async () => Number(await ask('sweep')),

    deliveries: {
      async begin(id, owner, lease) {
        const state = await ask('begin', `delivery:${id}`, owner, lease);
        if (isState(state)) return state;
        throw new TypeError(`PostgreSQL answered ${String(state)}`);
      },
      extend: async (id, owner, lease) => (await ask('extend', `delivery:${id}`, owner, lease)) === true,
      end: (id, owner, remember) =>
        remember ? ask('done', `delivery:${id}`, remember) : ask('free', `delivery:${id}`, owner),
    },

    useTicket: async (ticket, expires) =>
      (await ask('use', `ticket:${ticket}`, Math.max(1, expires - Date.now()) + clockSkew)) === true,

    rateLimiter: (limit) =>
      createFixedWindow(async (key, window) => {
        const answer = await ask('count', `rate:${key}`, window);
        const [count, left] = Array.isArray(answer) ? (answer as readonly unknown[]) : [];
        if (typeof count !== 'number' || typeof left !== 'number') throw new TypeError('PostgreSQL gave no count');
        return { count, left };
      }, limit),

    botMemory: {
      async get(key) {
        const value = await ask('get', `bot:${key}`);
        return typeof value === 'string' ? value : undefined;
      },
      async set(key, value, lifetime = forever) {
        await ask('set', `bot:${key}`, value, lifetime);
      },
    },
  };
}
