/* global crypto, AbortController */
import * as server from '../../dist/server/index.js';
import { equal } from './checks.mjs';

export const clientTests = [
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
];
