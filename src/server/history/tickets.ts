import type { UseTicket } from '../stores/tickets';
import { createMemoryTickets } from '../stores/memory';
import { isConversationId } from '../../shared/conversation-id';
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

/**
 * Makes a ticket that lets one client read one conversation for a short time. Neither stands in it: both are signed
 * (HMAC-SHA-256), and come again with the request.
 *
 * Conversation ids are sequential: issue a ticket only to the visitor whose conversation it is.
 * @throws TypeError for wrong options.
 */
export async function issueTicket({
  secret,
  conversationId,
  client,
  lifetime = 60_000,
}: TicketOptions): Promise<string> {
  if (!isConversationId(conversationId))
    throw new TypeError('conversationId must be a string of up to 20 digits, or a UUID');
  if (typeof client !== 'string' || !client) throw new TypeError('client must be a string, and not empty');
  if (!(lifetime > 0 && lifetime <= longest)) throw new TypeError(`lifetime must be a number, up to ${longest}`);
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
 */
export function ticketAuthorize({ secret, client, use = createMemoryTickets() }: TicketAuthorizeOptions): Authorize {
  const secrets: readonly string[] = typeof secret === 'string' ? [secret] : secret;
  if (!(secrets instanceof Array) || !secrets.length) throw new TypeError('secret must be a string, or a list of them');
  secrets.forEach(checkSecret);
  if (typeof client !== 'function') throw new TypeError('client must be a function');

  return async (request, conversationId) => {
    const [, expires, nonce, signature] = pattern.exec(request.headers.get('authorization') ?? '') ?? [];
    if (!expires || !nonce || !signature || Number(expires) <= Date.now()) return false;
    const of = await client(request);
    if (!of) return false;
    const claim = claimOf(conversationId, of, expires, nonce);
    for (const each of secrets) {
      // Compares in constant time.
      const genuine = await crypto.subtle.verify('HMAC', await keyOf(each), fromBase64Url(signature), claim);
      if (genuine) return use(nonce, Number(expires));
    }
    return false;
  };
}

function checkSecret(secret: unknown): asserts secret is string {
  if (typeof secret !== 'string' || secret.length < 32) throw new TypeError('secret must be at least 32 characters');
}

function keyOf(secret: string): Promise<HmacKey> {
  checkSecret(secret);
  return importHmacKey(encoder.encode(secret));
}

/** What is signed; as JSON, so that no two claims read the same. */
const claimOf = (...parts: string[]) => encoder.encode(JSON.stringify(['iadvize-history', ...parts]));

const toBase64Url = (bytes: Uint8Array) =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');

const fromBase64Url = (text: string) =>
  Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) => character.charCodeAt(0));
