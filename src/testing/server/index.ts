import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parseForm } from '../../server/rest/form';
import { aString, aWholeNumber, checkOptions, isObject } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { createBotStandIn } from './bot';
import type { BotStandIn, BotStandInOptions } from './bot';
import { createPlatformData, dataChecks, resources } from './data';
import type { DataOptions, PlatformData } from './data';
import { deliver, pushPayload, webhookPayload } from './deliveries';
import type { DeliveryOptions, DeliveryResult } from './deliveries';
import { faultOf } from './faults';
import type { Fault, FaultAnswer, FaultName } from './faults';
import { createGraphQL } from './graphql';
import { answer } from './rest';

export { createBotStandIn } from './bot';
export type { BotStandIn, BotStandInOptions, Chat } from './bot';
export type { BotCallOptions, BotCallRecord } from './bot-calls';
export type { ChatMessage, ChatState, StandInRule } from './bot-chat';
export { createPlatformData, visitorUid } from './data';
export type { DataOptions, PlatformData, PlatformRecord } from './data';
export { pushPayload, signatureOf, webhookPayload } from './deliveries';
export type { DeliveryOptions, DeliveryResult } from './deliveries';
export type { Fault, FaultAnswer, FaultName } from './faults';
export { conversationUuid } from './graphql';
export { serve } from './serve';
export type { Handler, Served } from './serve';

export interface PlatformOptions extends DataOptions {
  /** The key that it accepts. Default: `'test-api-key'`. */
  readonly apiKey?: string | undefined;
  /** The user that may log in to GraphQL. Default: `'team@shop.example'`. */
  readonly username?: string | undefined;
  /** Default: `'test-password'`. */
  readonly password?: string | undefined;
  /** Default: any that is free. */
  readonly port?: number | undefined;
  /** What it knows. Default: `createPlatformData` with these options. */
  readonly data?: PlatformData | undefined;
}

/** A request that reached the stand-in. */
export interface PlatformRequest {
  readonly method: string;
  /** Below the base, with its query. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface FaultOptions {
  /** Which paths, below the base: those that begin so. Default: all. */
  readonly path?: string | undefined;
  /** For how many requests; `Infinity` for all. Default: 1. */
  readonly times?: number | undefined;
}

/** A stand-in for the platform, on loopback. */
export interface PlatformStandIn {
  /** Base of its REST API, to give to `createClient` as `baseUrl`. */
  readonly url: string;
  readonly apiKey: string;
  /** Base of GraphQL and of its log-in, to give to `createGraphQLClient` as `baseUrl`; needs the package `graphql`. */
  readonly apiUrl: string;
  readonly username: string;
  readonly password: string;
  /** What it knows; changes show in the next answer. */
  readonly data: PlatformData;
  /** What reached it, oldest first, up to the last thousand. */
  readonly requests: readonly PlatformRequest[];
  /** How many requests are being answered, and the most there have been at once. */
  readonly load: { readonly now: number; readonly most: number };
  /** Makes the next requests go wrong; earlier faults come first. @throws TypeError for an unknown fault or a wrong option. */
  fail(fault: FaultName | FaultAnswer | Fault, options?: FaultOptions): void;
  /** Delivers a Push event to a receiver; resolves to the status of the answer to each attempt. */
  push(url: string, name: string, parameters?: object, options?: DeliveryOptions): Promise<DeliveryResult>;
  /** Delivers a webhook event to a receiver, and again after 10 and 20 seconds unless it is answered by 2xx. */
  webhook(url: string, eventType: string, fields?: object, options?: DeliveryOptions): Promise<DeliveryResult>;
  /** Plays iAdvize for a bot's connector, whose conversations and routing rules GraphQL then knows. */
  bot(options: BotStandInOptions): BotStandIn;
  /** Ends every token of GraphQL's, as a day does. */
  expireTokens(): void;
  close(): Promise<void>;
}

const platformChecks: OptionChecks<keyof PlatformOptions> = {
  ...dataChecks,
  apiKey: aString,
  username: aString,
  password: aString,
  port: ['a port, 0 to 65535', (value) => Number.isInteger(value) && Number(value) >= 0 && Number(value) < 2 ** 16],
  data: [
    `an object with lists of ${resources.join(', ')}`,
    (value) => isObject(value) && resources.every((name) => Array.isArray(Reflect.get(value, name))),
  ],
};

const faultChecks: OptionChecks<keyof FaultOptions> = {
  path: aString,
  times: ['a whole number, or Infinity', (value) => value === Infinity || aWholeNumber[1](value)],
};

/** The key of a request: in the header, in the query, or as the user name. */
function keyOf({ headers }: IncomingMessage, query: URLSearchParams): string | undefined {
  const given = headers['x-api-key'] ?? query.get('key') ?? undefined;
  if (given !== undefined) return String(given);
  const basic = /^Basic (\S+)$/i.exec(headers.authorization ?? '')?.[1];
  return basic && Buffer.from(basic, 'base64').toString().split(':', 1)[0];
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
}

/** The fields of a body: JSON or a form. */
function fieldsOf(body: string, type = ''): Readonly<Record<string, unknown>> | undefined {
  if (!body) return {};
  try {
    const fields: unknown = type.startsWith('application/json') ? JSON.parse(body) : parseForm(body);
    return typeof fields === 'object' && fields !== null ? { ...fields } : undefined;
  } catch {
    return undefined;
  }
}

const base = '/api/2';

/**
 * Starts a stand-in for the platform on loopback: the REST API v2 as documented in 2016 with the data of a small shop,
 * faults on demand, and deliveries of Push and webhook events. For Node.
 * @throws TypeError for wrong options, naming them.
 * @example
 * import { createClient } from 'iadvize-callbacks/server';
 * import { startPlatform } from 'iadvize-callbacks/testing/server';
 * const platform = await startPlatform({ conversations: 250 });
 * const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
 */
export async function startPlatform(options: PlatformOptions = {}): Promise<PlatformStandIn> {
  checkOptions(options, platformChecks);
  const { username = 'team@shop.example', password = 'test-password' } = options;
  const { apiKey = 'test-api-key', port = 0, timeZone = 'Europe/Paris', conversations, days, now } = options;
  const data = options.data ?? createPlatformData({ conversations, days, now, timeZone });
  const state = { data, timeZone, now: () => now ?? Date.now() };
  const bots: BotStandIn[] = [];
  const graphql = createGraphQL({ data, timeZone, bots, username, password });
  const requests: PlatformRequest[] = [];
  const waiting: { fault: Fault; path: string; times: number }[] = [];
  const load = { now: 0, most: 0 };

  const server = createServer((request, response) => {
    load.now += 1;
    load.most = Math.max(load.most, load.now);
    response.on('close', () => (load.now -= 1));
    void textOf(request)
      .then(async (body) => {
        const { method = 'GET', headers } = request;
        const { pathname, search, searchParams } = new URL(request.url ?? '/', 'http://stand-in');
        const path = pathname.startsWith(`${base}/`) ? pathname.slice(base.length) : pathname;
        requests.push({ method, url: path + search, headers, body });
        if (requests.length > 1000) requests.shift();

        const due = waiting.find((each) => each.times > 0 && path.startsWith(each.path));
        if (due) {
          due.times -= 1;
          due.fault(request, response);
          return;
        }
        const fields = fieldsOf(body, headers['content-type']);
        const { status, body: content } =
          (await graphql.answer(pathname, method, headers.authorization, body)) ??
          (keyOf(request, searchParams) !== apiKey
            ? { status: 403, body: { meta: { status: 'error', message: 'Forbidden' } } }
            : fields
              ? answer({ method, path, query: searchParams, body: fields }, state)
              : { status: 400, body: { meta: { status: 'fail', message: 'The body is not valid.' } } });
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(content));
      })
      // The client went away.
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${base}`,
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    apiKey,
    username,
    password,
    data,
    requests,
    load,
    fail(fault, given = {}) {
      const { path = '/', times = 1 } = checkOptions(given, faultChecks);
      waiting.push({ fault: faultOf(fault), path, times });
    },
    push: (url, name, parameters, delivery) => deliver(url, pushPayload(name, parameters), delivery),
    webhook: (url, eventType, fields, delivery) =>
      deliver(url, webhookPayload(eventType, fields), { retries: [10_000, 20_000], ...delivery }),
    bot(given) {
      const bot = createBotStandIn(given);
      bots.push(bot);
      return bot;
    },
    expireTokens: graphql.expire,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
