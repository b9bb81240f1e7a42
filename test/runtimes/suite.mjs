// What the server's imports do in every runtime: requests in, responses out, by the web's own interfaces alone.
/* global crypto, TextEncoder, AbortController */
import { createBotConnector, createBotMemory, text } from '../../dist/server/bot/index.js';
import * as server from '../../dist/server/index.js';
import { postgresStores, redisStores } from '../../dist/server/stores/index.js';

const secret = 'a secret of 32 characters or more';
const hour = 3_600_000;

/** @throws Error where two values are not the same as JSON. */
export function equal(actual, expected) {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`Expected ${b}, not ${a}`);
}

async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 5));
}

async function sign(body) {
  const bytes = (text) => new TextEncoder().encode(text);
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const key = await crypto.subtle.importKey('raw', bytes(secret), algorithm, false, ['sign']);
  const signature = new Uint8Array(await crypto.subtle.sign('HMAC', key, bytes(body)));
  return `sha256=${Array.from(signature, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}

async function webhook(eventId, signature) {
  const now = new Date().toISOString();
  const body = JSON.stringify({
    eventId,
    eventType: 'user.created',
    platform: 'sd',
    userId: 1,
    createdAt: now,
    sentAt: now,
  });
  const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signature ?? (await sign(body)) };
  return new Request('https://shop.example/hook', { method: 'POST', body, headers });
}

const history = (options) =>
  server.createHistoryEndpoint({
    apiKey: 'key',
    platform: 'sd',
    client: () => 'visitor',
    authorize: () => true,
    fetch: async () =>
      Response.json({ meta: { status: 'success' }, data: { id: 1, history: 'said', closed_at: null } }),
    ...options,
  });
const read = (headers = {}) => new Request('https://shop.example/history?id=1', { headers });
const count = (answers, status) => answers.filter((answer) => answer.status === status).length;
const times = (number, make) => Promise.all(Array.from({ length: number }, make));

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

/** Each a name and what rejects where it fails. */
export const tests = [
  [
    'a signed webhook is handled once, an unsigned one never',
    async () => {
      let handled = 0;
      const receive = server.createWebhookReceiver({ 'user.created': () => void (handled += 1) }, { secret });
      const answers = [
        await receive(await webhook('e-1')),
        await receive(await webhook('e-1')),
        await receive(await webhook('e-2', `sha256=${'0'.repeat(64)}`)),
      ];
      equal([answers.map(({ status }) => status), handled], [[204, 204, 401], 1]);
    },
  ],
  [
    'a handler that never returns is given up, and its event handled by the next attempt',
    async () => {
      let attempts = 0;
      const handler = () => ((attempts += 1) === 1 ? new Promise(() => {}) : undefined);
      const options = { secret, handlerTimeout: 20, onError() {} };
      const receive = server.createWebhookReceiver({ 'user.created': handler }, options);
      equal([(await receive(await webhook('e-1'))).status, (await receive(await webhook('e-1'))).status], [500, 204]);
    },
  ],
  [
    'a body that is too long, or no JSON, is refused',
    async () => {
      const receive = server.createWebhookReceiver({}, { token: 'token', maxBytes: 100 });
      const send = async (body) =>
        (
          await receive(
            new Request('https://shop.example/?token=token', {
              method: 'POST',
              body,
              headers: { 'content-type': 'application/json' },
            }),
          )
        ).status;
      equal([await send('x'.repeat(101)), await send('{')], [413, 400]);
    },
  ],
  [
    'a Push event is read in the time zone of the account',
    async () => {
      const events = [];
      const receive = server.createPushReceiver({ '*': (event) => void events.push(event) }, { token: 'token' });
      const body = JSON.stringify({
        name: 'operator.login',
        datetime: { created: '2014-01-01 00:00:00' },
        parameters: { operator_id: 7 },
      });
      const request = new Request('https://shop.example/?token=token', {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json' },
      });
      equal((await receive(request)).status, 204);
      equal([events[0].parameters.operator_id, events[0].created], ['7', Date.UTC(2013, 11, 31, 23)]);
    },
  ],
  [
    'the history endpoint answers with a ticket once, with a forged one never',
    async () => {
      const client = () => 'visitor';
      const answer = history({ authorize: server.ticketAuthorize({ secret, client }) });
      const ticket = await server.issueTicket({ secret, conversationId: '1', client: 'visitor' });
      const answers = await times(10, () => answer(read({ authorization: `Bearer ${ticket}` })));
      equal([count(answers, 200), count(answers, 403)], [1, 9]);
      const good = answers.find(({ status }) => status === 200);
      equal(await good.json(), { id: '1', history: 'said', closed: false });
      equal((await answer(read({ authorization: `Bearer ${ticket.slice(0, -1)}` }))).status, 403);
    },
  ],
  [
    'the history endpoint lets 30 requests of 100 through a limit of 30',
    async () => {
      const answer = history({ rateLimit: { requests: 30 } });
      const answers = await times(100, () => answer(read()));
      equal([count(answers, 200), count(answers, 429)], [30, 70]);
    },
  ],
  [
    'the history endpoint tells origins apart, and answers a preflight',
    async () => {
      const answer = history({ origins: ['https://www.shop.example'] });
      const from = async (origin) => (await answer(read({ origin }))).status;
      equal([await from('https://www.shop.example'), await from('https://evil.example')], [200, 403]);
      const headers = { origin: 'https://www.shop.example', 'access-control-request-method': 'GET' };
      const preflight = await answer(new Request('https://shop.example/history?id=1', { method: 'OPTIONS', headers }));
      equal(
        [preflight.status, preflight.headers.get('access-control-allow-origin')],
        [204, 'https://www.shop.example'],
      );
    },
  ],
  [
    'the history endpoint gives up a platform that hangs',
    async () => {
      const fetch = (_, { signal }) =>
        new Promise((_, no) => signal.addEventListener('abort', () => no(signal.reason)));
      equal((await history({ timeout: 30, fetch })(read())).status, 504);
    },
  ],
  [
    'the beacon receiver counts each event once, and leaves out what is none',
    async () => {
      const seen = [];
      const receive = server.createBeaconReceiver(
        ({ events, rejected }) => void seen.push([events.map(({ id }) => id), rejected.length]),
      );
      const event = (id) => ({
        id,
        name: 'iadvize_chat_started',
        type: 'chatStarted',
        timestamp: 1,
        parameters: { a: 1 },
      });
      const send = async (events) => {
        const headers = { 'content-type': 'text/plain', origin: 'https://shop.example' };
        const request = new Request('https://shop.example/events', {
          method: 'POST',
          body: JSON.stringify({ events }),
          headers,
        });
        // Some runtimes' requests do not carry an origin of one's own.
        if (!request.headers.has('origin')) throw new Error('No origin');
        return (await receive(request)).status;
      };
      equal([await send([event('a'), event('b'), {}]), await send([event('b'), event('c')])], [204, 204]);
      equal(seen, [
        [['a', 'b'], 1],
        [['c'], 0],
      ]);
    },
  ],
  [
    'the client of the REST API reads a record, and a signal ends its request',
    async () => {
      const data = { id: 7, name: 'Ada' };
      const fetch = async () => Response.json({ meta: { status: 'success' }, data });
      const client = server.createClient({ apiKey: 'key', platform: 'sd', fetch });
      equal((await client.operator.get('7')).id, '7');
      const ending = new AbortController();
      ending.abort();
      const hanging = server.createClient({ apiKey: 'key', platform: 'sd', fetch: () => new Promise(() => {}) });
      let code = '';
      await hanging.operator.get('7', { signal: ending.signal }).catch((error) => ({ code } = error));
      equal(code, 'aborted');
    },
  ],
  [
    'a bot answers a message once, and an unsigned call never',
    async () => {
      const bot = createBotConnector(
        {
          scenarios: () => [],
          availability: () => true,
          onMessage: ({ text: asked }) => [text(`You asked: ${asked}`)],
        },
        { secret },
      );
      const [conversation, idMessage] = [crypto.randomUUID(), crypto.randomUUID()];
      const message = {
        idMessage,
        author: { role: 'visitor' },
        payload: { contentType: 'text', value: 'Which size?' },
      };
      const body = JSON.stringify({ idOperator: 'sd-1', message });
      const send = async (signature) =>
        bot(
          new Request(`https://shop.example/conversations/${conversation}/messages`, {
            method: 'POST',
            body,
            headers: { 'content-type': 'application/json', 'x-iadvize-signature': signature },
          }),
        );
      const answers = [await send(await sign(body)), await send(await sign(body)), await send('sha256=0')];
      equal(
        answers.map(({ status }) => status),
        [200, 200, 401],
      );
      const [first, again] = await Promise.all(answers.slice(0, 2).map((answer) => answer.json()));
      equal([first.replies.map(({ payload }) => payload.value), again.replies], [['You asked: Which size?'], []]);
      const query = 'idOperator=sd-1';
      const headers = { 'x-iadvize-signature': await sign(query) };
      const available = await bot(new Request(`https://shop.example/availability-strategies?${query}`, { headers }));
      equal(await available.json(), [{ strategy: 'customAvailability', availability: true }]);
    },
  ],
  [
    'the client of GraphQL logs in once, and the page is told who is free',
    async () => {
      let logIns = 0;
      const chat = { isAvailable: true };
      const fetch = async (url) => {
        if (!url.includes('/oauth2/token')) return Response.json({ data: { routingRule: { availability: { chat } } } });
        logIns += 1;
        return Response.json({ access_token: 'token', expires_in: 86_400, token_type: 'Bearer' });
      };
      const graphql = server.createGraphQLClient({ username: 'u', password: 'p', fetch });
      const rules = [crypto.randomUUID(), crypto.randomUUID()];
      const answer = server.createAvailabilityEndpoint({ graphql, rules });
      equal(await (await answer(new Request('https://shop.example/free'))).json(), { available: true });
      equal(logIns, 1);
    },
  ],
  ['a sign-on link is made', async () => equal(server.signOnUrl('k').startsWith('https://'), true)],
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

/** Runs them one after the other; gives a line for each. */
export async function run(all) {
  const lines = [];
  for (const [name, test] of all) {
    try {
      await test();
      lines.push(`ok ${name}`);
    } catch (error) {
      lines.push(`not ok ${name}: ${error?.stack ?? error}`);
    }
  }
  return lines;
}
