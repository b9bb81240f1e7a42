// @ts-check
import { randomUUID } from 'node:crypto';
import { createBeaconReceiver, createHistoryEndpoint, issueTicket, ticketAuthorize } from 'iadvize-callbacks/server';
import { startPlatform } from 'iadvize-callbacks/testing/server';
import { createBotPlatform } from '../bot/bot-platform.mjs';

/** @typedef {{ at: number, type: string, status: number, body: string }} Batch */

/** How much is kept of what visitors send: turns of a conversation, characters of a body; pages with a beacon, batches of each. */
const limits = { turns: 200, body: 4000, pages: 200, batches: 500 };

/** @param {Request} request */
export const sessionOf = ({ headers }) => /(?:^|; )session=([\w-]{36})(?:;|$)/.exec(headers.get('cookie') ?? '')?.[1];

/** The platform's wall clock. */
const wallClock = () => new Date().toLocaleString('sv-SE', { timeZone: 'Europe/Paris' });

/**
 * @param {unknown} body
 * @param {number} [status]
 */
const json = (body, status = 200) =>
  Response.json(body, { status, headers: { 'Cache-Control': 'no-store', 'X-Content-Type-Options': 'nosniff' } });

/**
 * What the shop has on its server, and stand-ins for the platform behind it:
 * - `POST /bot`: what happens in a chatbox with the shop's bot agent, which the platform asks over HTTP;
 * - `POST /platform`: what the fake tag reports to the platform, which keeps the history;
 * - `POST /ticket`, `GET /history`: the history endpoint, and the tickets for it;
 * - `POST /collect?page=`: the shop's own endpoint for analytics, which the beacon sends to; `GET /collected?page=&after=`:
 *   what came to it from that page; `POST /collector`: has it fail, or answer again.
 *
 * @param {() => string} shop the address of the product's page
 */
export async function createBackend(shop) {
  const platform = await startPlatform({ apiKey: randomUUID() });
  const bot = await createBotPlatform(shop);
  const secret = randomUUID() + randomUUID();
  /** Whose a conversation of the platform is: the session's that began it last. */
  /** @type {Map<string, string>} */
  const owners = new Map();
  /** What came from each page's beacon, and whether the endpoint fails for it. */
  /** @type {Map<string, { fails: boolean, batches: Batch[] }>} */
  const pages = new Map();

  const history = createHistoryEndpoint({
    apiKey: platform.apiKey,
    platform: 'sd',
    baseUrl: platform.url,
    client: sessionOf,
    authorize: ticketAuthorize({ secret, client: sessionOf }),
  });

  const collect = createBeaconReceiver(
    ({ events, received, request }) => {
      const { fails, batches } = pageOf(new URL(request.url).searchParams.get('page'));
      if (batches.length >= limits.batches) throw new RangeError('Too many batches');
      const type = request.headers.get('content-type') ?? '';
      batches.push({ at: received, type, status: fails ? 503 : 204, body: JSON.stringify({ events }) });
      if (fails) throw new Error('The collector is told to fail');
    },
    // It fails when a visitor says so, which is nothing to log.
    { client: sessionOf, rateLimit: { requests: 1000 }, onError() {} },
  );

  /** @param {string} id */
  const recordOf = (id) => platform.data.conversation.find((record) => String(record.id) === id);

  /**
   * Every page counts its conversations from the same number, so that one which begins takes the place of an older one.
   *
   * @param {string} id
   * @param {string} session
   */
  function begin(id, session) {
    const [example] = platform.data.conversation;
    const record = recordOf(id) ?? { ...example, id: Number(id) };
    if (!recordOf(id)) platform.data.conversation.push(record);
    Object.assign(record, { history: '', created_at: wallClock(), closed_at: null });
    owners.set(id, session);
  }

  /** @param {string | null} id */
  function pageOf(id) {
    if (!id || !/^[\w-]{36}$/.test(id)) throw new RangeError('No page');
    const page = pages.get(id) ?? { fails: false, batches: [] };
    pages.set(id, page);
    const [oldest] = pages.keys();
    if (pages.size > limits.pages && oldest) pages.delete(oldest);
    return page;
  }

  /** @type {Partial<Record<string, (request: Request, session: string) => Promise<Response> | Response>>} */
  const routes = {
    async 'POST /bot'(request, session) {
      return json(await bot.happen(session, await bodyOf(request)));
    },

    async 'POST /platform'(request, session) {
      const { id, event, text } = await bodyOf(request);
      // The stand-in's own conversations begin at 1001.
      if (!/^[1-9]\d{2}$/.test(id)) return json({}, 400);
      if (event === 'begin') begin(id, session);
      const record = recordOf(id);
      if (!record || owners.get(id) !== session) return json({}, 403);
      /** @param {number} code @param {string} words */
      const add = (code, words) => {
        const entry = JSON.stringify([code, wallClock(), words, Date.now()]);
        const before = String(record['history']);
        if (before.length < limits.turns * limits.body) record['history'] = before ? `${before},${entry}` : entry;
      };
      if (event === 'operator') add(1, text);
      if (event === 'visitor') add(2, text);
      if (event === 'end') {
        add(3, 'OPERATOR_CHAT_CLOSE');
        record['closed_at'] = wallClock();
      }
      return json({}, 201);
    },

    async 'POST /ticket'(request, session) {
      const { id } = await bodyOf(request);
      if (owners.get(id) !== session) return json({}, 403);
      return json({ ticket: await issueTicket({ secret, conversationId: id, client: session }) });
    },

    'GET /history': (request) => history(request),

    'POST /collect': (request) => collect(request),

    'GET /collected': (request) => {
      const { searchParams } = new URL(request.url);
      return json(pageOf(searchParams.get('page')).batches.slice(Number(searchParams.get('after'))));
    },

    async 'POST /collector'(request) {
      const { id, event } = await bodyOf(request);
      pageOf(id).fails = event === 'fail';
      return json({}, 201);
    },
  };

  return {
    /**
     * @param {Request} request
     * @returns {Promise<Response | undefined>} nothing where it is not for the backend
     */
    async answer(request) {
      const route = routes[`${request.method} ${new URL(request.url).pathname}`];
      if (!route) return;
      const session = sessionOf(request);
      if (!session) return json({ error: 'forbidden' }, 403);
      try {
        return await route(request, session);
      } catch {
        return json({ error: 'invalid' }, 400);
      }
    },

    async close() {
      await bot.close();
      await platform.close();
    },
  };
}

/**
 * @param {Request} request
 * @param {number} limit in characters
 */
async function textOf(request, limit) {
  const text = await request.text();
  if (text.length > limit) throw new RangeError('Too long');
  return text;
}

/**
 * The texts of a JSON body; empty where one is missing.
 *
 * @param {Request} request
 * @returns {Promise<Record<'id' | 'event' | 'text' | 'guides' | 'passed', string>>}
 */
async function bodyOf(request) {
  /** @type {unknown} */
  const body = JSON.parse(await textOf(request, limits.body));
  /** @param {string} name */
  const field = (name) => {
    const value = typeof body === 'object' && body ? Reflect.get(body, name) : undefined;
    return typeof value === 'string' ? value : '';
  };
  return {
    id: field('id'),
    event: field('event'),
    text: field('text'),
    guides: field('guides'),
    passed: field('passed'),
  };
}
