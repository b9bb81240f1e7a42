// Four processes behind one port, which share a store; the first tells the tests what happens, a line of JSON each.
import cluster from 'node:cluster';
import { createHistoryEndpoint, createWebhookReceiver, ticketAuthorize } from '../../dist/server/index.js';
import { postgresStores, redisStores } from '../../dist/server/stores/index.js';
import { serve, startPlatform } from '../../dist/testing/server/index.js';

const { STORE, STORE_URL, SECRET, PLATFORM_URL } = process.env;

if (cluster.isPrimary) {
  const platform = await startPlatform();
  const env = { PLATFORM_URL: platform.url };
  cluster.on('message', (_, line) => console.log(JSON.stringify(line)));
  cluster.on('exit', () => cluster.fork(env));
  for (let count = 0; count < 4; count += 1) cluster.fork(env);
} else {
  const stores = await connect();
  const client = ({ headers }) => headers.get('x-session') ?? undefined;
  const common = { apiKey: 'test-api-key', platform: 'sd', baseUrl: PLATFORM_URL, client };
  const tickets = createHistoryEndpoint({
    ...common,
    authorize: ticketAuthorize({ secret: SECRET, client, use: stores.useTicket }),
    rateLimit: { requests: 1000 },
  });
  const limited = createHistoryEndpoint({
    ...common,
    authorize: () => true,
    rateLimit: stores.rateLimiter({ name: 'history', requests: 30 }),
  });
  const webhook = createWebhookReceiver(
    {
      async 'user.created'({ eventId, raw }) {
        process.send({ began: eventId, pid: process.pid });
        if (raw.hang) await new Promise(() => {});
        process.send({ handled: eventId, pid: process.pid });
      },
    },
    { secret: SECRET, store: stores.deliveries, lease: 500 },
  );
  const routes = { '/tickets': tickets, '/limited': limited, '/webhook': webhook };
  const { url } = await serve(async (request) => {
    const answer = await routes[new URL(request.url).pathname](request);
    answer.headers.set('x-process', String(process.pid));
    // Each request may reach another process.
    answer.headers.set('connection', 'close');
    return answer;
  });
  process.send({ listening: url, pid: process.pid });
}

async function connect() {
  if (STORE === 'redis') {
    const { createClient } = await import('redis');
    return redisStores(await createClient({ url: STORE_URL }).connect());
  }
  const { default: pg } = await import('pg');
  const stores = postgresStores(new pg.Pool({ connectionString: STORE_URL, max: 5 }));
  await stores.setup();
  return stores;
}
