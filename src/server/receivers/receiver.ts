import { BodyTooLarge, readBody } from '../../shared/body';
import { aFunction, aPositiveNumber, aTimeout, checkOptions, wrong } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { secretsOf } from '../check-secret';
import { parseJson } from '../json';
import { tell } from '../site-callback';
import { createEnding } from '../../shared/ending';
import type { DeliveryStore } from '../stores/deliveries';
import { createMemoryStore } from '../stores/memory';
import { parseForm } from '../rest/form';
import { isRecord } from '../rest/kinds';
import { createHandleOnce, handleOnceChecks } from './handle-once';
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
  /** Remembers which events have been handled. Default: `createMemoryStore()`. */
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
   * event could be replayed meanwhile. Default: seven days, or as long as that where it is longer.
   */
  readonly remember?: number | undefined;
  /** Gets what a handler or the store throws. Default: `console.error`. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

/** What a handler gets beside the event. */
export interface HandlerContext {
  /** Aborts when the handler has had its time, or its event has become another's: what it does after that is done twice. */
  readonly signal: AbortSignal;
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

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** What the request is answered with, where it is no proper delivery. */
class Refusal extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

const answer = (status: number, message?: string, headers?: Record<string, string>) =>
  new Response(message ?? null, { status, headers: { 'Cache-Control': 'no-store', ...headers } });

function parse(text: string, type: string): Readonly<Record<string, unknown>> {
  try {
    const body: unknown = type === 'application/json' ? parseJson(text) : parseForm(text);
    if (isRecord(body)) return body;
  } catch {
    // Refused below.
  }
  throw new Refusal(400, 'The body cannot be read');
}

async function digest(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/**
 * Answers 204 once the event has been handled, or had been before, or has no handler; 503 while another attempt at it is being handled; 500 where the
 * handler failed, so that the platform tries again; 400, 401, 405, 408, 413 or 415 for what is no proper delivery.
 * @throws TypeError where there is neither a secret nor a token.
 */
export function createReceiver<Event>(reading: Reading<Event>, options: ReceiverOptions): Receiver {
  checkOptions(options, { ...receiverChecks, ...reading.checks });
  const { maxBytes = 2 ** 20, timeout = 10_000, store = createMemoryStore() } = options;
  // eslint-disable-next-line no-console -- on a server, where else
  const { onError = (error: unknown) => console.error(error) } = options;
  const { replayable } = reading;
  const { handlerTimeout = 20_000, lease = 8000, remember = Math.max(604_800_000, replayable) } = options;
  if (remember < replayable) throw wrong('Option remember', `at least ${replayable}, twice maxAge`, remember);
  const once = { store, handlerTimeout, lease, remember, onError: (error: unknown) => tell(onError, error) };
  const handleOnce = createHandleOnce(once);
  // One that is there and undefined is a mistake, which must not turn the check off.
  const signed = 'secret' in options ? createSignatureCheck(secretsOf('secret', options.secret)) : undefined;
  const known = 'token' in options ? createTokenCheck(secretsOf('token', options.token)) : undefined;
  if (!signed && !known) throw new TypeError('Give a secret, a token, or both');

  async function bodyOf(request: Request): Promise<Uint8Array<ArrayBuffer>> {
    const ending = createEnding({ timeout, onTimeout: () => new Refusal(408, 'The body took too long') });
    try {
      return await readBody(request, maxBytes, ending.race);
    } catch (error) {
      if (error instanceof BodyTooLarge) throw new Refusal(413, `The body exceeds ${maxBytes} bytes`);
      throw error instanceof Refusal ? error : new Refusal(400, 'The body broke off');
    } finally {
      ending.close();
    }
  }

  /** The event, once it is known to come from the platform. */
  async function open(request: Request): Promise<{ event: Event; id: string }> {
    if (!reading.methods.includes(request.method)) throw new Refusal(405, 'Method not allowed');
    if (known && !(await known(new URL(request.url).searchParams.get('token'))))
      throw new Refusal(401, 'Not authorised');
    const isGet = request.method === 'GET';
    const type = isGet ? '' : (request.headers.get('content-type') ?? '').split(';', 1)[0]?.trim().toLowerCase();
    if (!isGet && type !== 'application/json' && type !== 'application/x-www-form-urlencoded') {
      throw new Refusal(415, 'Expected JSON or a form');
    }
    const body = isGet ? encoder.encode(new URL(request.url).search.slice(1)) : await bodyOf(request);
    const signature = request.headers.get('x-iadvize-signature');
    if (signed && !(await signed({ signature, body }))) throw new Refusal(401, 'Not authorised');
    const values = parse(decoder.decode(body), type ?? '');
    let event;
    try {
      event = reading.read(values);
    } catch (error) {
      throw new Refusal(400, error instanceof TypeError ? error.message : 'The event cannot be read');
    }
    return { event, id: reading.idOf(event) ?? (await digest(body)) };
  }

  return async (request) => {
    try {
      const { event, id } = await open(request);
      const outcome = await handleOnce([id], (_, signal) => reading.handle(event, { signal }));
      if (outcome === 'running') return answer(503, 'Being handled', { 'Retry-After': '10' });
      return outcome === 'handled' ? answer(204) : answer(500, 'Not handled');
    } catch (error) {
      if (error instanceof Refusal) {
        const { status, message } = error;
        return answer(status, message, status === 405 ? { Allow: reading.methods.join(', ') } : undefined);
      }
      tell(onError, error);
      return answer(500, 'Not handled');
    }
  };
}

/** @throws TypeError naming what is no handler, or not of an event. */
export function checkHandlers(handlers: object, names: readonly string[]): void {
  for (const [name, handler] of Object.entries(handlers)) {
    if (!names.includes(name)) throw new TypeError(`No event ${name}, only ${names.join(', ')}`);
    if (handler !== undefined && typeof handler !== 'function')
      throw new TypeError(`The handler of ${name} is no function`);
  }
}
