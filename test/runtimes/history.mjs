import * as server from '../../dist/server/index.js';
import { equal, secret, times } from './checks.mjs';

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

export const historyTests = [
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
];
