// What takes input from outside, and what must hold whatever that is; on built files. Each target has a few inputs to begin with.
import { createHmac } from 'node:crypto';
import { JSDOM } from 'jsdom';
import { receiveCallbacks } from '../../dist/boxed/index.js';
import { installCallbacks } from '../../dist/index.js';
import { createBotConnector, text } from '../../dist/server/bot/index.js';
import {
  createBeaconReceiver,
  createHistoryEndpoint,
  createPushReceiver,
  createWebhookReceiver,
} from '../../dist/server/index.js';
import { pushPayload, webhookPayload } from '../../dist/testing/server/index.js';
import { parseHistory } from '../../dist/virtual-agent/index.js';

const secret = 'a secret of 32 characters or more';
const sign = (message) => `sha256=${createHmac('sha256', secret).update(message).digest('hex')}`;
const post = (path, body, headers) =>
  new Request(`https://shop.example${path}`, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', ...headers },
  });

/** @throws Error where the answer is none of these. */
function answered({ status }, ...statuses) {
  if (!statuses.includes(status)) throw new Error(`Answered with ${status}`);
}

const onError = (error) => {
  throw error;
};
const options = { secret, maxAge: Infinity, onError, remember: 1 };
const checked = (event) => {
  if (typeof event.eventType !== 'string') throw new Error('An event without a name');
  JSON.stringify(event);
};
const webhooks = createWebhookReceiver({ '*': checked, other: checked }, options);
const push = createPushReceiver(
  { '*': (event) => void JSON.stringify(event) },
  { token: secret, onError, remember: 1 },
);
const bot = createBotConnector(
  { scenarios: () => [], availability: () => true, onMessage: ({ text: said }) => [text(`You said ${said.length}`)] },
  { secret, maxAge: 1, onError() {} },
);
const beacon = createBeaconReceiver(({ events }) => void JSON.stringify(events), {
  rateLimit: { requests: 1e12 },
  remember: 1,
  onError,
});
const history = createHistoryEndpoint({
  apiKey: 'key',
  platform: 'sd',
  authorize: () => true,
  rateLimit: { requests: 1e12 },
  fetch: async (address) => {
    const id = /\/conversation\/([\w-]+)$/.exec(new URL(address).pathname)?.[1];
    if (id === undefined) throw new Error(`Asked the platform for ${address}`);
    return Response.json({ meta: { status: 'success' }, data: { id, history: '' } });
  },
});

let boxed;
/** A host page; made once. */
function page() {
  if (boxed) return boxed;
  const { window } = new JSDOM('<iframe></iframe>', { url: 'https://shop.example/' });
  Object.assign(globalThis, { window, document: window.document });
  const from = 'https://chat.shop.example';
  receiveCallbacks({ from });
  const heard = [];
  installCallbacks().on('*', ({ type }) => void heard.push(type));
  const source = window.document.querySelector('iframe').contentWindow;
  source.postMessage = () => {};
  boxed = (data) => {
    window.dispatchEvent(new window.MessageEvent('message', { data, origin: from, source }));
    return heard.splice(0);
  };
  return boxed;
}

const utf8 = (bytes) => bytes.toString('utf8');
const visitorMessage = JSON.stringify({
  idOperator: 'sd-1',
  message: {
    idMessage: '0b3c1d4e-0000-4000-8000-000000000001',
    author: { role: 'visitor' },
    payload: { contentType: 'text', value: 'Which size?' },
    createdAt: '2017-11-22T12:04:00.762Z[Etc/UTC]',
  },
});

export const targets = {
  history: {
    seeds: ['[1,"2014-01-01 10:00:00","Hello"],[2,"2014-01-01 10:00:05","Hi \\"there\\""]', '[6,"",{}]', '[]', ''],
    run(bytes) {
      const given = utf8(bytes);
      const { entries, problems } = parseHistory(given);
      for (const { type, text: said } of entries) {
        if (typeof type !== 'string' || typeof said !== 'string') throw new Error('An entry without type or text');
      }
      if (entries.length + problems.length > given.length + 1) throw new Error('More than was there');
    },
  },
  webhook: {
    seeds: ['v2.conversation.pushed', 'v2.conversation.closed', 'user.availability.updated', 'satisfaction.answered']
      .concat('transaction.attributed', 'visitor.updated', 'unknown')
      .map((name) => JSON.stringify({ ...webhookPayload('user.created'), eventType: name, netPromoterScore: '3' })),
    async run(bytes) {
      const answer = await webhooks(post('/hook', bytes, { 'x-iadvize-signature': sign(bytes) }));
      answered(answer, 204, 400);
    },
  },
  push: {
    seeds: ['operator.login', 'conversation.start', 'conversation.end'].map((name) =>
      JSON.stringify(pushPayload(name)),
    ),
    async run(bytes) {
      const form = bytes.length % 2 ? 'application/x-www-form-urlencoded' : 'application/json';
      answered(await push(post(`/?token=${encodeURIComponent(secret)}`, bytes, { 'content-type': form })), 204, 400);
    },
  },
  query: {
    seeds: ['id=666', 'id=1&id=2', 'eventType=user.created&eventId=1&userId=7', 'a[b][c]=1&a[]=2', 'id=%00'],
    async run(bytes) {
      const { search } = new URL(`https://shop.example/?${utf8(bytes).replaceAll('#', '')}`);
      const headers = { 'x-iadvize-signature': sign(search.slice(1)) };
      const address = `https://shop.example/${search}`;
      answered(await webhooks(new Request(address, { headers })), 204, 400);
      answered(await history(new Request(address)), 200, 400);
      answered(await bot(new Request(`https://shop.example/availability-strategies${search}`, { headers })), 200);
    },
  },
  bot: {
    seeds: [visitorMessage, visitorMessage.replace('visitor', 'operator'), '{"idConversation":"1","history":[]}'],
    async run(bytes) {
      const path = bytes.length % 4 ? '/conversations/0b3c1d4e-0000-4000-8000-000000000001/messages' : '/conversations';
      answered(await bot(post(path, bytes, { 'x-iadvize-signature': sign(bytes) })), 200, 400);
    },
  },
  beacon: {
    seeds: [
      '{"events":[{"id":"a","name":"iadvize_chat_started","type":"chatStarted","timestamp":1,"parameters":{"a":1}}]}',
      '{"events":[]}',
    ],
    async run(bytes) {
      answered(await beacon(post('/events', bytes, { origin: 'https://shop.example' })), 204, 400, 503);
    },
  },
  boxed: {
    seeds: [
      'iadvize-callbacks/1:{"kind":"call","session":"a","index":0,"timestamp":1,"callback":"onChatStarted","raw":{}}',
      'iadvize-callbacks/1:{"kind":"hello","session":"a"}',
      'iadvize-callbacks/1:null',
    ],
    run(bytes) {
      for (const type of page()(utf8(bytes))) if (typeof type !== 'string') throw new Error('An event without a name');
    },
  },
};
