import * as server from '../../dist/server/index.js';
import { equal, secret, sign } from './checks.mjs';

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

export const receiverTests = [
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
];
