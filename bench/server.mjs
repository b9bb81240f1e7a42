// Measures the server companion on built files: memory while 10,000 conversations are read through paging, and how many
// deliveries the webhook receiver handles against a bare node:http handler that does the same check.
import { fork } from 'node:child_process';
import { createHmac, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createClient, createWebhookReceiver } from '../dist/server/index.js';
import { serve, signatureOf, startPlatform, webhookPayload } from '../dist/testing/server/index.js';

const secret = 'webhook-secret';
const file = fileURLToPath(import.meta.url);

/** Each runs in a process of its own. */
const servers = {
  platform: async () => {
    const { url, apiKey } = await startPlatform({ conversations: 10_000 });
    return { url, apiKey };
  },
  receiver: async () => serve(createWebhookReceiver({ 'v2.conversation.closed': () => {} }, { secret })),
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

async function start(name) {
  const child = fork(file, ['serve', name]);
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
  const started = await Promise.all(['receiver', 'adapter', 'bare'].map(start));
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
        what: 'receiver to bare handler (aim: at least 0.8)',
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

/** @returns rows of what was measured, its value and its unit. */
export async function benchServer() {
  return [...(await memory()), ...(await throughput())];
}

if (process.argv[2] === 'serve') {
  const { url, apiKey } = await servers[process.argv[3]]();
  process.send({ url, apiKey });
  process.once('disconnect', () => process.exit());
} else if (process.argv[1] === file) {
  console.table(await benchServer());
}
