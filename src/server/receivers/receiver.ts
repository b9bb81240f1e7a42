import { aFunction, aPositiveNumber, aTimeout, checkOptions, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { secretsOf } from '../check-secret';
import { Refusal, toHandler } from '../exchange';
import type { Answer, Incoming } from '../exchange';
import { parseJson } from '../json';
import { mediaType } from '../media-type';
import { isPromiseLike } from '../promise-like';
import { sha256 } from '../sha256';
import { tell } from '../site-callback';
import type { DeliveryStore } from '../stores/deliveries';
import { createMemoryStore } from '../stores/memory';
import { parseForm } from '../rest/form';
import { isRecord } from '../rest/kinds';
import { createHandleOnce, handleOnceChecks } from './handle-once';
import type { HandlerContext } from './handle-once';
import { createSignatureCheck, createTokenCheck } from './signature';

/** Answers a request, as `Deno.serve`, `Bun.serve` and edge workers want it. */
export type Receiver = (request: Request) => Promise<Response>;

export interface ReceiverOptions {
  /**
   * The webhook's secret token: each request must bring `x-iadvize-signature`, the HMAC-SHA-256 of its raw body. Several
   * while one replaces another.
   */
  readonly secret?: string | readonly string[];
  /** A token that each request must bring in its address, as `?token=…`: put it into the address you give to iAdvize. */
  readonly token?: string | readonly string[];
  /** How long a body may be, in bytes. Default: 1 MiB. */
  readonly maxBytes?: number | undefined;
  /** How long a body may take to arrive, in milliseconds. Default: 10 000. */
  readonly timeout?: number | undefined;
  /**
   * Remembers which events have been handled. Default: `createMemoryStore()`; while that is full of what must be remembered, the
   * answer is 503.
   */
  readonly store?: DeliveryStore | undefined;
  /**
   * How long a handler may take, in milliseconds. After that its signal aborts, the answer is 500, and the platform's next
   * attempt is handled. Default: 20 000: less than the 30 seconds after which the platform tries for the last time.
   */
  readonly handlerTimeout?: number | undefined;
  /**
   * For how long an event stays taken after a process has died in its handler, in milliseconds; a handler that is at work
   * renews it. Default: 8000: less than the 10 seconds after which the platform tries again.
   */
  readonly lease?: number | undefined;
  /**
   * For how long an event that has been handled is remembered, in milliseconds: for webhooks at least twice `maxAge`, as an
   * event could be replayed meanwhile, which is the default. Where nothing bounds the age of an event, as for the Push API:
   * one day.
   */
  readonly remember?: number | undefined;
  /** Gets what a handler or the store throws. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const receiverChecks: OptionChecks<keyof ReceiverOptions> = {
  // Checked where they are used, as no error may repeat them.
  secret: ['a secret', () => true],
  token: ['a token', () => true],
  maxBytes: aPositiveNumber,
  timeout: aTimeout,
  ...handleOnceChecks,
  onError: aFunction,
};

/** Reads the event of a body and gives the id under which it is handled once. */
export interface Reading<Event> {
  readonly methods: readonly string[];
  /** The options that this product has besides {@link ReceiverOptions}. */
  readonly checks: OptionChecks;
  /** For how long an event could be taken again, and so must be remembered, in milliseconds; 0 where nothing bounds that. */
  readonly replayable: number;
  /** @throws TypeError for what is no event. */
  readonly read: (body: Readonly<Record<string, unknown>>) => Event;
  /** Undefined where the event has none of its own. */
  readonly idOf: (event: Event) => string | undefined;
  readonly handle: (event: Event, context: HandlerContext) => unknown;
}

const json = 'application/json';
const form = 'application/x-www-form-urlencoded';

const encoder = new TextEncoder();
const decoder = new TextDecoder();

const noStore = { 'Cache-Control': 'no-store' };

const answer = (status: number, body?: string, headers?: Readonly<Record<string, string>>): Answer => ({
  status,
  headers: headers ? { ...noStore, ...headers } : noStore,
  body,
});

function parse(text: string, type: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = type === json ? parseJson(text) : parseForm(text);
    if (isRecord(body)) return body;
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'The body cannot be read');
}

/**
 * Answers 204 once the event has been handled, or had been before, or has no handler; 503 while another attempt at it is being
 * handled, or the store has no room; 500 where the handler failed, so that the platform tries again; 400, 401, 405, 408, 413 or 415 for what is no proper delivery.
 * @throws TypeError where there is neither a secret nor a token.
 */
export function createReceiver<Event>(reading: Reading<Event>, options: ReceiverOptions): Receiver {
  checkOptions(options, { ...receiverChecks, ...reading.checks });
  const { maxBytes = 2 ** 20, timeout = 10_000, store = createMemoryStore() } = options;
  // eslint-disable-next-line no-console -- on a server, where else
  const { onError = (error: unknown) => console.error(error) } = options;
  const { replayable } = reading;
  const { handlerTimeout = 20_000, lease = 8000, remember = replayable || 86_400_000 } = options;
  if (remember < replayable) throw wrong('Option remember', `at least ${replayable}, twice maxAge`, remember);
  const once = { store, handlerTimeout, lease, remember, onError: (error: unknown) => tell(onError, error) };
  const handleOnce = createHandleOnce(once);
  const allowed = reading.methods.join(', ');
  // One that is there and undefined is a mistake, which must not turn the check off.
  const signed = 'secret' in options ? createSignatureCheck(secretsOf('secret', options.secret)) : undefined;
  const known = 'token' in options ? createTokenCheck(secretsOf('token', options.token)) : undefined;
  if (!signed && !known) throw new TypeError('Give a secret, a token, or both');

  /** The event, once it is known to come from the platform. */
  async function open(incoming: Incoming): Promise<{ event: Event; id: string }> {
    const { method, query } = incoming;
    if (!reading.methods.includes(method)) throw new Refusal(405, 'Method not allowed', { Allow: allowed });
    if (known && !(await known(new URLSearchParams(query).get('token')))) throw new Refusal(401, 'Not authorised');
    const type = method === 'GET' ? form : mediaType(incoming.header('content-type'));
    if (type !== json && type !== form) throw new Refusal(415, 'Expected JSON or a form');
    const body = method === 'GET' ? encoder.encode(query) : await incoming.body(maxBytes, timeout);
    const signature = incoming.header('x-iadvize-signature');
    if (signed && !(await signed({ signature, body }))) throw new Refusal(401, 'Not authorised');
    const values = parse(decoder.decode(body), type);
    let event;
    try {
      event = reading.read(values);
    } catch (error) {
      throw new Refusal(400, error instanceof TypeError ? error.message : 'The event cannot be read');
    }
    return { event, id: reading.idOf(event) ?? (await sha256(body)) };
  }

  return toHandler(async (incoming) => {
    try {
      const { event, id } = await open(incoming);
      const outcome = await handleOnce([id], (_, context) => reading.handle(event, context));
      if (outcome === 'handled') return answer(204);
      if (outcome === 'failed') return answer(500, 'Not handled');
      if (outcome === 'running') return answer(503, 'Being handled', { 'Retry-After': '10' });
      return answer(503, 'No room to remember it', { 'Retry-After': String(Math.ceil(outcome.retryAfter / 1000)) });
    } catch (error) {
      if (error instanceof Refusal) return answer(error.status, error.message, error.headers);
      tell(onError, error);
      return answer(500, 'Not handled');
    }
  });
}

type Handler<Event> = (event: Event, context: HandlerContext) => unknown;

/** Calls those that are there, one after the other; a promise where one of them gives one. */
export function inTurn<Event>(
  [first, ...others]: readonly (Handler<Event> | undefined)[],
  event: Event,
  context: HandlerContext,
): unknown {
  const handled = first?.(event, context);
  if (!others.length) return handled;
  const next = () => inTurn(others, event, context);
  return isPromiseLike(handled) ? handled.then(next) : next();
}

/** @throws TypeError naming what is no handler, or not of an event. */
export function checkHandlers(handlers: object, names: readonly string[]): void {
  for (const [name, handler] of Object.entries(handlers)) {
    if (!names.includes(name)) throw new TypeError(`No event ${name}, only ${names.join(', ')}`);
    if (handler !== undefined && typeof handler !== 'function')
      throw new TypeError(`The handler of ${name} is no function`);
  }
}
