import {
  aFunction,
  aPositiveNumber,
  aTimeout,
  aWholeNumber,
  checkOptions,
  clientWith,
  has,
} from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { secretsOf } from '../check-secret';
import { Refusal, toHandler } from '../exchange';
import type { Answer } from '../exchange';
import { createSignatureCheck } from '../receivers/signature';
import { isRecord } from '../rest/kinds';
import { tell } from '../site-callback';
import type { BotMemory } from '../stores/bot-memory';
import type { DeliveryStore } from '../stores/deliveries';
import type { Bot, BotCall } from './bot';
import { createEndpoints } from './endpoints';
import type { ProactiveSender } from './late';
import { createBotMemory } from './memory';
import { limits } from './wire';

export interface BotConnectorOptions {
  /** The app's secret token: each call must bring `x-iadvize-signature`, the HMAC-SHA-256 of its raw body, or of its query for `GET`. While it is replaced, the old and the new one. */
  readonly secret: string | readonly string[];
  /** What the connector's address has before the endpoints: `'/iadvize'`. Default: nothing. */
  readonly basePath?: string | undefined;
  /**
   * Remembers which messages have been handled, for several processes. Default: each process remembers its own, the latest
   * 100 000.
   */
  readonly store?: DeliveryStore | undefined;
  /** Keeps the bots' settings and when conversations began. Default: `createBotMemory()`; likewise. */
  readonly memory?: BotMemory | undefined;
  /** Sends what `onMessage` says after `timeout`. Without one, the visitor gets the bot's `fallback` then. */
  readonly client?: ProactiveSender | undefined;
  /** How long `onMessage` may take for its replies to be in the answer, in milliseconds; the platform waits 10 000. Default: 8 000. */
  readonly timeout?: number | undefined;
  /** How long `welcome` may take, in milliseconds; the platform waits 2 000. Default: 1 500. */
  readonly welcomeTimeout?: number | undefined;
  /** How long `onMessage` may take at all, in milliseconds. Default: 60 000. */
  readonly patience?: number | undefined;
  /** The pause put between two messages of one answer, in milliseconds; 0 for none. Default: 1 000. */
  readonly between?: number | undefined;
  /** How old a visitor's message may be, in milliseconds: an older one is a call sent again. Default: 3 600 000, an hour. */
  readonly maxAge?: number | undefined;
  /** How long a body may be, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** Gets what the bot, the store or a late reply throws. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const usual = { 'Cache-Control': 'no-store', 'Content-Type': 'application/json' };

const answer = (body: unknown, status = 200, headers?: Readonly<Record<string, string>>): Answer => ({
  status,
  headers: headers ? { ...usual, ...headers } : usual,
  body: JSON.stringify(body),
});

/** How long a body may take to arrive, in milliseconds. */
const arrival = 10_000;

/** @throws Refusal for what is no JSON object. */
function parse(bytes: Uint8Array): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = JSON.parse(decoder.decode(bytes));
    if (isRecord(body)) return body;
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'Expected a JSON object');
}

const checks: OptionChecks<keyof BotConnectorOptions> = {
  // Checked where it is used, as no error may repeat it.
  secret: ['a secret', () => true],
  basePath: ['a path, such as /bot', (value) => typeof value === 'string' && /^(?:\/[^/?#]+)*$/.test(value)],
  store: clientWith('begin', 'extend', 'end'),
  memory: clientWith('get', 'set'),
  client: clientWith('chatbotMessageSend'),
  timeout: aTimeout,
  welcomeTimeout: aTimeout,
  patience: aTimeout,
  between: ['milliseconds below 300000', (value) => aWholeNumber[1](value) && Number(value) < limits.pause],
  maxAge: aPositiveNumber,
  maxBytes: aPositiveNumber,
  onError: aFunction,
};

/** @throws TypeError that names what is wrong. */
function checkBot(bot: Bot): void {
  for (const name of ['scenarios', 'availability', 'onMessage', 'welcome'] as const) {
    if (!has(bot, name) && (name !== 'welcome' || bot.welcome !== undefined)) {
      throw new TypeError(`The bot's ${name} must be a function`);
    }
  }
}

/**
 * The connector that iAdvize calls for a bot (*External bot*, `docs.iadvize.dev/technologies/external-bot`): all seven
 * endpoints, and `GET /health`. For `Deno.serve`, `Bun.serve` and edge workers as it is.
 * @throws TypeError for a wrong bot or wrong options.
 * @example
 * import { createBotConnector, text } from 'iadvize-callbacks/server/bot';
 * const handler = createBotConnector(
 *   {
 *     scenarios: () => [{ id: 'faq', name: 'Questions', editorUrl: 'https://bot.example/faq' }],
 *     availability: () => true,
 *     onMessage: ({ text: question }) => [text(`You asked: ${question}`)],
 *   },
 *   { secret: process.env['IADVIZE_BOT_SECRET'] ?? '' },
 * );
 */
export function createBotConnector(bot: Bot, options: BotConnectorOptions): (request: Request) => Promise<Response> {
  checkBot(bot);
  checkOptions(options, checks);
  // eslint-disable-next-line no-console -- on a server, where else
  const { secret, basePath = '', maxBytes = 2 ** 20, onError = (error: unknown) => console.error(error) } = options;
  const { timeout = 8000, welcomeTimeout = 1500, patience = 60_000, between = 1000, maxAge = 3_600_000 } = options;
  const { store, memory = createBotMemory(), client } = options;
  const signed = createSignatureCheck(secretsOf('secret', secret));

  const report = (error: unknown) => tell(onError, error);
  const find = createEndpoints(bot, {
    store,
    memory,
    client,
    timeout,
    welcomeTimeout,
    patience,
    between,
    maxAge,
    onError: report,
  });

  return toHandler(async (incoming) => {
    try {
      const { method, query, path: whole } = incoming;
      if (!whole.startsWith(`${basePath}/`)) throw new Refusal(404, 'Not found');
      const path = whole.slice(basePath.length);
      const isGet = method === 'GET';
      if (isGet && path === '/health') return answer({ status: 'UP' });
      const { handle, id } = find(method, path);
      const body = isGet ? encoder.encode(query) : await incoming.body(maxBytes, arrival);
      if (!(await signed({ signature: incoming.header('x-iadvize-signature'), body }))) {
        throw new Refusal(401, 'Not authorised');
      }
      const parameters = new URLSearchParams(query);
      const call: BotCall = {
        operatorId: parameters.get('idOperator') ?? undefined,
        websiteId: parameters.get('idWebsite') ?? undefined,
        connectorVersion: parameters.get('idConnectorVersion') ?? undefined,
      };
      return answer(await handle(call, { id, body: isGet ? {} : parse(body) }));
    } catch (error) {
      if (error instanceof Refusal) return answer({ error: error.message }, error.status, error.headers);
      report(error);
      return answer({ error: 'The bot failed' }, 500);
    }
  });
}
