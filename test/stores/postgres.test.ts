import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { postgresStores } from '../../src/server/stores';
import { storeContract } from '../support/store-contract';
import { manyProcesses } from './many-processes';
import { isWanted, start } from './servers';
import type { RunningServer } from './servers';

describe.runIf(isWanted('postgres'))('PostgreSQL', () => {
  let server: RunningServer;
  let pool: pg.Pool;
  beforeAll(async () => {
    server = await start('postgres');
    pool = new pg.Pool({ connectionString: server.url });
    // In the end the server may close a connection before the pool does.
    pool.on('error', () => {});
    const setups = Array.from({ length: 10 }, () => postgresStores(pool).setup());
    await Promise.all(setups);
  });
  afterAll(async () => {
    await pool?.end();
    await server?.stop();
  });

  storeContract('pg', () => postgresStores(pool));
  manyProcesses('postgres', () => server.url);

  it('is swept by many at once', async () => {
    const stores = postgresStores(pool, { table: 'swept' });
    await stores.setup();
    await Promise.all(Array.from({ length: 100 }, (_, index) => stores.deliveries.end(`e-${index}`, 'o', 1)));
    let swept = 0;
    await expect
      .poll(async () => {
        const counts = await Promise.all([stores.sweep(), stores.sweep(), stores.sweep()]);
        return (swept += counts.reduce((sum, count) => sum + count, 0));
      })
      .toBe(100);
  });
});
