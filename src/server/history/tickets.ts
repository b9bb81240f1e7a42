import type { UseTicket } from '../stores/tickets';
import { createMemoryTickets } from '../stores/memory';
import { aFunction, checkOptions, required } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { isConversationId } from '../../shared/conversation-id';
import { aSecret, secretsOf } from '../check-secret';
import { importHmacKey } from '../hmac';
import type { HmacKey } from '../hmac';

/** Decides whether a request may read a conversation. */
export type Authorize = (request: Request, conversationId: string) => boolean | Promise<boolean>;

export interface TicketOptions {
  /** Signs the tickets: at least 32 characters, random, the same for those who issue and those who check. */
  readonly secret: string;
  /** The `id` of `chatStarted`, or its `conversationId` where the endpoint's source is GraphQL. */
  readonly conversationId: string;
  /** Whom the ticket is for: what `client` of `ticketAuthorize` finds in this visitor's requests, a session's id for one. */
  readonly client: string;
  /** How long the ticket is good for, in milliseconds: up to an hour. Default: 60 000. */
  readonly lifetime?: number | undefined;
}

export interface TicketAuthorizeOptions {
  /** That of the tickets; several while it is changed, so that tickets of either are good. */
  readonly secret: string | readonly string[];
  /** Whom a request comes from, by what a visitor cannot choose: a session's id, from an `HttpOnly` cookie. */
  readonly client: (request: Request) => string | undefined | Promise<string | undefined>;
  /**
   * Notes that a ticket is used. Default: `createMemoryTickets()`, each ticket once in the memory of this process; where several
   * processes or isolates answer, give them a common one, of `iadvize-callbacks/server/stores`. `() => true` allows a ticket
   * until it expires.
   */
  readonly use?: UseTicket | undefined;
}

const longest = 3_600_000;
const pattern = /^Bearer (\d{13})\.([\w-]{22})\.([\w-]{43})$/;
const encoder = new TextEncoder();

const aKey = 'a string of at least 32 characters';
const isKey = (secret: string) => secret.length >= 32;

const ticketChecks: OptionChecks<keyof TicketOptions> = {
  secret: aSecret('secret', aKey, isKey),
  conversationId: required(['a string of up to 20 digits, or a UUID', isConversationId]),
  client: required(['a string that is not empty', (value) => typeof value === 'string' && value !== '']),
  lifetime: [
    `milliseconds, more than 0 and up to ${longest}`,
    (value) => typeof value === 'number' && value > 0 && value <= longest,
  ],
};

const authorizeChecks: OptionChecks<keyof TicketAuthorizeOptions> = {
  // Checked by `secretsOf`, since no error message may contain a secret.
  secret: ['a secret', () => true],
  client: required(aFunction),
  use: aFunction,
};

/**
 * Makes a ticket that lets one client read one conversation for a short time. Neither stands in it: both are signed
 * (HMAC-SHA-256), and come again with the request.
 *
 * Conversation ids are sequential: issue a ticket only to the visitor whose conversation it is.
 * @throws TypeError for wrong options.
 * @example
 * import { issueTicket } from 'iadvize-callbacks/server';
 * const ticket = await issueTicket({ secret, conversationId: '666', client: 'the id of the session' });
 */
export async function issueTicket(options: TicketOptions): Promise<string> {
  const { secret, conversationId, client, lifetime = 60_000 } = checkOptions(options, ticketChecks);
  const expires = String(Math.ceil(Date.now() + lifetime));
  const nonce = toBase64Url(crypto.getRandomValues(new Uint8Array(16)));
  const claim = claimOf(conversationId, client, expires, nonce);
  const signature = await crypto.subtle.sign('HMAC', await keyOf(secret), claim);
  return `${expires}.${nonce}.${toBase64Url(new Uint8Array(signature))}`;
}

/**
 * The `authorize` of `createHistoryEndpoint` for tickets, which come as `Authorization: Bearer …`. It refuses a ticket
 * that is forged, expired, used before, of another conversation or another client, and tells nobody which. Where there is no
 * room to remember tickets it throws a `StoreFullError`, which the endpoint answers with 503.
 * @throws TypeError for wrong options.
 * @example
 * import { createHistoryEndpoint, ticketAuthorize } from 'iadvize-callbacks/server';
 * const authorize = ticketAuthorize({ secret, client: (request) => request.headers.get('x-session') ?? undefined });
 * const history = createHistoryEndpoint({ apiKey: process.env['IADVIZE_API_KEY'] ?? '', platform: 'sd', authorize });
 */
export function ticketAuthorize(options: TicketAuthorizeOptions): Authorize {
  const { secret, client, use = createMemoryTickets() } = checkOptions(options, authorizeChecks);
  const secrets = secretsOf('secret', secret, aKey, isKey);
  let keys: Promise<HmacKey[]> | undefined;

  return async (request, conversationId) => {
    const [, expires, nonce, signature] = pattern.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!expires || !nonce || !signature || Number(expires) <= Date.now()) return false;
    const of = await client(request);
    if (!of) return false;
    const claim = claimOf(conversationId, of, expires, nonce);
    for (const key of await (keys ??= Promise.all(secrets.map(keyOf)))) {
      // Compares in constant time.
      const genuine = await crypto.subtle.verify('HMAC', key, fromBase64Url(signature), claim);
      if (genuine) return use(nonce, Number(expires));
    }
    return false;
  };
}

const keyOf = (secret: string): Promise<HmacKey> => importHmacKey(encoder.encode(secret));

/** What is signed; as JSON, so that no two claims read the same. */
const claimOf = (...parts: string[]) => encoder.encode(JSON.stringify(['iadvize-history', ...parts]));

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
