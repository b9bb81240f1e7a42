// Measures the server companion on built files: memory while 10,000 conversations are read through paging and while the
// history endpoint answers 100,000 requests, how long it takes at a platform that hangs, and how many deliveries the webhook
// receiver handles against a bare node:http handler that does the same check.
import { fork } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, createHistoryEndpoint, createWebhookReceiver } from '../dist/server/index.js';
import { serve, signatureOf, startPlatform, webhookPayload } from '../dist/testing/server/index.js';

const secret = 'webhook-secret';
/** Of the history endpoint, in milliseconds. */
const timeout = 1000;
const file = fileURLToPath(import.meta.url);

/** Each runs in a process of its own. */
const servers = {
  platform: async () => {
    const { url, apiKey } = await startPlatform({ conversations: 10_000 });
    return { url, apiKey };
  },
  receiver: async () => serve(createWebhookReceiver({ 'v2.conversation.closed': () => {} }, { secret })),
  silent: async () => {
    const server = createServer(() => {}).listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
  hung: async (baseUrl) => {
    const rateLimit = { requests: 1e6 };
    const authorize = () => true;
    return serve(createHistoryEndpoint({ apiKey: 'key', platform: 'sd', baseUrl, authorize, rateLimit, timeout }));
  },
  late: async () => {
    const server = createServer((_, outgoing) => setTimeout(() => outgoing.writeHead(504).end(), timeout));
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
  // What Request and Response alone cost on Node.
  adapter: async () =>
    serve(async (request) => {
      await request.arrayBuffer();
      return new Response(null, { status: 204 });
    }),
  bare: async () => {
    const seen = new Set();
    const server = createServer((incoming, outgoing) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => {
        const body = Buffer.concat(chunks);
        const expected = Buffer.from(`sha256=${createHmac('sha256', secret).update(body).digest('hex')}`);
        const given = Buffer.from(incoming.headers['x-iadvize-signature'] ?? '');
        if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
          outgoing.writeHead(401).end();
          return;
        }
        const { eventId } = JSON.parse(body.toString());
        if (!seen.has(eventId)) seen.add(eventId);
        outgoing.writeHead(204).end();
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
};

async function start(name, ...parameters) {
  const child = fork(file, ['serve', name, ...parameters]);
  const [{ url, apiKey }] = await once(child, 'message');
  return { url, apiKey, stop: () => child.kill() };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

function deliver(url, agent) {
  const body = JSON.stringify(webhookPayload('v2.conversation.closed'));
  const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, secret) };
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', agent, headers }, (response) => {
      response
        .resume()
        .on('end', () => (response.statusCode === 204 ? resolve() : reject(new Error(response.statusCode))));
    });
    sent.on('error', reject).end(body);
  });
}

/** Deliveries a second. */
async function pace(url, deliveries, connections = 32) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const begin = process.hrtime.bigint();
  let left = deliveries;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await deliver(url, agent);
    }),
  );
  const seconds = Number(process.hrtime.bigint() - begin) / 1e9;
  agent.destroy();
  return deliveries / seconds;
}

async function throughput() {
  const started = await Promise.all(['receiver', 'adapter', 'bare'].map((name) => start(name)));
  try {
    const paces = [[], [], []];
    // The first round warms up.
    for (let round = 0; round < 8; round += 1) {
      for (const index of round % 2 ? [0, 1, 2] : [2, 1, 0]) {
        const measured = await pace(started[index].url, 2000);
        if (round) paces[index].push(measured);
      }
    }
    const [receiver, adapter, bare] = paces.map(median);
    return [
      { what: 'webhook receiver', value: Math.round(receiver), unit: 'deliveries/s' },
      { what: 'web-standard handler that checks nothing', value: Math.round(adapter), unit: 'deliveries/s' },
      { what: 'bare node:http handler with the same check', value: Math.round(bare), unit: 'deliveries/s' },
      {
        what: 'receiver to bare handler (aim: at least 0.9)',
        value: Number((receiver / bare).toFixed(2)),
        unit: 'ratio',
      },
    ];
  } finally {
    for (const { stop } of started) stop();
  }
}

async function memory() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const platform = await start('platform');
  try {
    const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
    const filters = { from: Date.now() - 280 * 86_400_000, to: Date.now() };
    const heaps = [];
    let read = 0;
    for await (const { history } of client.conversation.list({ filters })) {
      if (!history) throw new Error('A conversation without history');
      read += 1;
      if (read % 1000 === 0) heaps.push(heap());
    }
    const growth = heaps.at(-1) - heaps[0];
    return [
      { what: 'conversations read through paging', value: read, unit: 'conversations' },
      { what: 'heap after the first 1,000', value: Number(heaps[0].toFixed(1)), unit: 'MiB' },
      { what: 'heap growth from there to the last', value: Number(growth.toFixed(1)), unit: 'MiB' },
    ];
  } finally {
    platform.stop();
  }
}

/** Asks for 400 conversations at once; the 99th percentile of the answers' times, in milliseconds. */
async function slowest(url) {
  const durations = await Promise.all(
    Array.from({ length: 400 }, async (_, index) => {
      const begin = performance.now();
      await (await fetch(`${url}/?id=${index + 1}`)).arrayBuffer();
      return performance.now() - begin;
    }),
  );
  return Math.round(durations.toSorted((a, b) => a - b)[Math.floor(durations.length * 0.99)]);
}

/** What the endpoint adds to its timeout at a platform that hangs; beside it what the same answer costs without it. */
async function hung() {
  const platform = await start('silent');
  const started = await Promise.all([start('hung', platform.url), start('late')]);
  try {
    const p99s = [[], []];
    // The first round warms up.
    for (let round = 0; round < 6; round += 1) {
      for (const index of [0, 1]) {
        const p99 = await slowest(started[index].url);
        if (round) p99s[index].push(p99);
      }
    }
    const [endpoint, bare] = p99s.map(median);
    return [
      {
        what: `history endpoint, 400 at once at a hung platform, p99 (aim: at most ${timeout + 100})`,
        value: endpoint,
        unit: 'ms',
      },
      { what: `bare handler that answers after ${timeout} ms, the same`, value: bare, unit: 'ms' },
    ];
  } finally {
    for (const { stop } of [platform, ...started]) stop();
  }
}

/** The history endpoint's heap over 100,000 requests, each of another client for another conversation. */
async function flat() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const answer = (url) =>
    Response.json({ meta: { status: 'success' }, data: { id: new URL(url).pathname.split('/').at(-1), history: '' } });
  const endpoint = createHistoryEndpoint({
    apiKey: 'key',
    platform: 'sd',
    authorize: () => true,
    client: ({ headers }) => headers.get('x-client'),
    rateLimit: { requests: 1e6 },
    fetch: async (url) => answer(url),
  });
  const heaps = [];
  for (let made = 0; made < 100_000;) {
    const batch = Array.from({ length: 100 }, () => {
      made += 1;
      return endpoint(new Request(`https://shop.example/?id=${made}`, { headers: { 'x-client': `client-${made}` } }));
    });
    for (const { status } of await Promise.all(batch)) if (status !== 200) throw new Error(`Status ${status}`);
    if (made % 20_000 === 0) {
      collect();
      heaps.push(process.memoryUsage().heapUsed / 2 ** 20);
    }
  }
  return [
    { what: 'history endpoint, heap after 20,000 requests', value: Number(heaps[0].toFixed(1)), unit: 'MiB' },
    {
      what: 'growth from there to 100,000 requests',
      value: Number((heaps.at(-1) - heaps[0]).toFixed(1)),
      unit: 'MiB',
    },
  ];
}

/** @returns rows of what was measured, its value and its unit. */
export async function benchServer() {
  return [...(await memory()), ...(await flat()), ...(await hung()), ...(await throughput())];
}

if (process.argv[2] === 'serve') {
  const { url, apiKey } = await servers[process.argv[3]](...process.argv.slice(4));
  process.send({ url, apiKey });
  process.once('disconnect', () => process.exit());
} else if (process.argv[1] === file) {
  console.table(await benchServer());
}
