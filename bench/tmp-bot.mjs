// Measures the bot connector on built files: its pace to a bare node:http handler that does the same check, what an answer about
// availability costs the processor, and memory while 10,000 conversations run at once.
import { fork } from 'node:child_process';
import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { Agent, createServer, request } from 'node:http';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createBotConnector, text } from '../dist/server/bot/index.js';
import { serve } from '../dist/testing/server/index.js';

const secret = 'bot-secret';
const file = fileURLToPath(import.meta.url);
const sign = (message) => `sha256=${createHmac('sha256', secret).update(message).digest('hex')}`;

const connector = (onMessage) =>
  createBotConnector(
    {
      scenarios: () => [{ id: 'a', name: 'A', editorUrl: 'https://shop.example' }],
      availability: () => true,
      onMessage,
    },
    { secret },
  );

/** Each runs in a process of its own. */
const servers = {
  connector: () => serve(connector(() => [text('42 fits.')])),
  // What Request and Response alone cost on Node.
  adapter: () =>
    serve(async (incoming) => {
      await incoming.arrayBuffer();
      return Response.json({ replies: [] });
    }),
  bare: async () => {
    const seen = new Set();
    const server = createServer((incoming, outgoing) => {
      const chunks = [];
      incoming.on('data', (chunk) => chunks.push(chunk));
      incoming.on('end', () => {
        const body = Buffer.concat(chunks);
        const expected = Buffer.from(sign(body));
        const given = Buffer.from(incoming.headers['x-iadvize-signature'] ?? '');
        if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
          outgoing.writeHead(401).end();
          return;
        }
        const { idOperator, message } = JSON.parse(body.toString());
        const replies = seen.has(message.idMessage)
          ? []
          : [{ type: 'message', payload: { contentType: 'text', value: '42 fits.' } }];
        seen.add(message.idMessage);
        const now = new Date().toISOString();
        const idConversation = incoming.url.split('/')[2];
        outgoing.writeHead(200, { 'content-type': 'application/json' });
        outgoing.end(JSON.stringify({ idConversation, idOperator, replies, createdAt: now, updatedAt: now }));
      });
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    return { url: `http://127.0.0.1:${server.address().port}` };
  },
};

async function start(name) {
  const child = fork(file, ['serve', name]);
  const [url] = await once(child, 'message');
  return { url, stop: () => child.kill() };
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

const messageBody = () =>
  JSON.stringify({
    idOperator: 'sd-1',
    message: {
      idMessage: randomUUID(),
      author: { role: 'visitor' },
      payload: { contentType: 'text', value: 'Which size?' },
      createdAt: new Date().toISOString(),
    },
  });

function send(url, agent) {
  const body = messageBody();
  const headers = { 'content-type': 'application/json', 'x-iadvize-signature': sign(body) };
  return new Promise((resolve, reject) => {
    const sent = request(
      `${url}/conversations/${randomUUID()}/messages`,
      { method: 'POST', agent, headers },
      (answer) => {
        answer.resume().on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(answer.statusCode))));
      },
    );
    sent.on('error', reject).end(body);
  });
}

/** Messages a second. */
async function pace(url, messages, connections = 32) {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const begin = process.hrtime.bigint();
  let left = messages;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (left-- > 0) await send(url, agent);
    }),
  );
  agent.destroy();
  return messages / (Number(process.hrtime.bigint() - begin) / 1e9);
}

async function throughput() {
  const started = await Promise.all(['connector', 'adapter', 'bare'].map(start));
  try {
    const paces = [[], [], []];
    // The first round warms up.
    for (let round = 0; round < 8; round += 1) {
      for (const index of round % 2 ? [0, 1, 2] : [2, 1, 0]) {
        const measured = await pace(started[index].url, 2000);
        if (round) paces[index].push(measured);
      }
    }
    const [ours, adapter, bare] = paces.map(median);
    return [
      { what: 'bot connector', value: Math.round(ours), unit: 'messages/s' },
      { what: 'web-standard handler that checks nothing', value: Math.round(adapter), unit: 'messages/s' },
      { what: 'bare node:http handler with the same check', value: Math.round(bare), unit: 'messages/s' },
      { what: 'connector to bare handler (aim: at least 0.8)', value: Number((ours / bare).toFixed(2)), unit: 'ratio' },
    ];
  } finally {
    for (const { stop } of started) stop();
  }
}

async function availability() {
  const bot = connector(() => []);
  const query = `idConnectorVersion=${randomUUID()}&idWebsite=sd-1&idOperator=sd-1`;
  const headers = { 'x-iadvize-signature': sign(query) };
  const ask = async (times) => {
    const begin = process.cpuUsage();
    for (let time = 0; time < times; time += 1) {
      const answer = await bot(new Request(`https://bot.example/availability-strategies?${query}`, { headers }));
      if ((await answer.text()).length < 10) throw new Error('No answer');
    }
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / times / 1000;
  };
  await ask(2000);
  const milliseconds = await ask(5000);
  return [
    {
      what: 'processor time of an answer about availability (aim: below 1)',
      value: Number(milliseconds.toFixed(3)),
      unit: 'ms',
    },
  ];
}

async function memory() {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc');
  const heap = () => {
    collect();
    return process.memoryUsage().heapUsed / 2 ** 20;
  };
  const waiting = [];
  const bot = connector(() => new Promise((resolve) => waiting.push(() => resolve([text('42 fits.')]))));
  const round = async () => {
    const answers = Array.from({ length: 10_000 }, () => {
      const body = messageBody();
      const headers = { 'x-iadvize-signature': sign(body) };
      return bot(
        new Request(`https://bot.example/conversations/${randomUUID()}/messages`, { method: 'POST', body, headers }),
      );
    });
    // All of them are with the bot at once.
    while (waiting.length < 10_000) await new Promise((resolve) => setTimeout(resolve, 5));
    const at = heap();
    for (const resolve of waiting.splice(0)) resolve();
    for (const answer of await Promise.all(answers)) await answer.text();
    return at;
  };
  const atOnce = await round();
  const heaps = [];
  for (let rounds = 0; rounds < 4; rounds += 1) {
    await round();
    heaps.push(heap());
  }
  return [
    { what: 'heap with 10,000 conversations at once', value: Number(atOnce.toFixed(1)), unit: 'MiB' },
    { what: 'heap after 20,000', value: Number(heaps[0].toFixed(1)), unit: 'MiB' },
    { what: 'heap growth from there to 50,000', value: Number((heaps.at(-1) - heaps[0]).toFixed(1)), unit: 'MiB' },
  ];
}

/** @returns rows of what was measured, its value and its unit. */
export async function benchBot() {
  return [...(await availability()), ...(await throughput())];
}

if (process.argv[2] === 'serve') {
  const { url } = await servers[process.argv[3]]();
  process.send(url);
  process.once('disconnect', () => process.exit());
} else if (process.argv[1] === file) {
  console.table(await benchBot());
}
