import { flag, id, key, listOf, number, offsetOf, oneOf, readIso, readValues, recordOf, text } from '../rest/kinds';
import type { Kind, Values } from '../rest/kinds';
import { checkHandlers, createReceiver, inTurn } from './receiver';
import type { HandlerContext } from './handle-once';
import type { Receiver, ReceiverOptions } from './receiver';

/** Epoch milliseconds; webhooks write ISO 8601, with milliseconds and `Z` or with an offset. */
const isoInstant: Kind<number> = {
  expected: 'ISO 8601',
  read: (value) => (typeof value === 'string' ? readIso(value) : undefined),
  write: () => undefined,
};

const common = {
  /** UUID of the event, the same over its retries. */
  eventId: key,
  platform: oneOf('sd', 'ha'),
  clientId: id,
  /** When it happened, in epoch milliseconds. */
  createdAt: isoInstant,
  /** When it was sent, in epoch milliseconds. */
  sentAt: isoInstant,
};

const conversation = {
  ...common,
  projectId: id,
  /** UUID, as in `chatStarted` of the page's events. */
  conversationId: text,
  channel: oneOf('CHAT', 'CALL', 'VIDEO', 'FACEBOOK', 'FACEBOOK_BUSINESS_ON_MESSENGER', 'TWITTER', 'MOBILE_APP', 'SMS'),
  visitorId: text,
  /** @deprecated by the platform */
  visitorExternalId: text,
};

const user = { ...common, userId: id };

const availabilities = listOf(
  recordOf({ channel: oneOf('CHAT', 'CALL', 'VIDEO', 'THIRD_PARTY'), status: oneOf('AVAILABLE', 'UNAVAILABLE') }),
);

/** The events of webhooks and their fields (*Webhooks* of iAdvize's developer documentation, 2023). */
const webhookEvents = {
  'v2.conversation.pushed': { ...conversation, operatorId: id },
  'v2.conversation.closed': { ...conversation, operatorIds: listOf(id) },
  'user.created': user,
  'user.updated': user,
  'user.connected': user,
  'user.disconnected': user,
  'user.availability.updated': {
    ...user,
    /** Where it was changed: `'desk'`. */
    origin: text,
    availabilities,
  },
  'visitor.updated': {
    ...common,
    operatorId: id,
    /** Hexadecimal, not a UUID. */
    visitorId: text,
  },
  'satisfaction.answered': { ...common, projectId: id, conversationId: text },
  'transaction.attributed': {
    ...common,
    projectId: id,
    transactionId: text,
    /** When the transaction arrived, in epoch milliseconds. */
    receivedAt: isoInstant,
    /** The site's own id. */
    externalId: text,
    /** Without a currency: that of the project. */
    amount: number,
    conversationId: text,
    source: oneOf('Onsite', 'Offsite'),
    operatorId: id,
  },
};

/**
 * What a visitor answered. It is sent at every click: of the same `conversationId` and `question`, the latest by
 * `createdAt` counts.
 */
export type SatisfactionAnswer =
  | { readonly question: 'customerSatisfaction' | 'netPromoterScore'; readonly value: number }
  | { readonly question: 'satisfactionComment'; readonly value: string }
  | { readonly question: 'customQuestion'; readonly value: boolean };

/** Undefined where the body holds none that is known. */
function answerOf(raw: Readonly<Record<string, unknown>>): SatisfactionAnswer | undefined {
  for (const question of ['customerSatisfaction', 'netPromoterScore'] as const) {
    const value = number.read(raw[question], '');
    if (value !== undefined) return { question, value };
  }
  const { satisfactionComment: comment } = raw;
  if (typeof comment === 'string') return { question: 'satisfactionComment', value: comment };
  const custom = flag.read(raw['customQuestion'], '');
  return custom === undefined ? undefined : { question: 'customQuestion', value: custom };
}

type WebhookEvents = typeof webhookEvents;

/** Name of a webhook event. */
export type WebhookEventName = keyof WebhookEvents;

interface Common<Name> {
  readonly eventType: Name;
  /** How many minutes the clock of `createdAt` is ahead of UTC, as the platform wrote it. */
  readonly utcOffset: number | undefined;
  /** Exactly what the platform sent, undocumented fields included. */
  readonly raw: Readonly<Record<string, unknown>>;
}

/** A webhook event; its `eventType` narrows its other fields. */
export type WebhookEvent<Name extends WebhookEventName = WebhookEventName> = {
  [Each in Name]: Values<WebhookEvents[Each]> &
    Common<Each> &
    (Each extends 'satisfaction.answered' ? { readonly answer: SatisfactionAnswer | undefined } : unknown);
}[Name];

/** An event that this version does not know. */
export type OtherWebhookEvent = Values<typeof common> & Common<string>;

/** What to do on each event; the event is answered for when all of it is done. */
export type WebhookHandlers = {
  readonly [Name in WebhookEventName]?: ((event: WebhookEvent<Name>, context: HandlerContext) => unknown) | undefined;
} & {
  /** Gets each event of the names above, after the handler of its own. */
  readonly '*'?: ((event: WebhookEvent, context: HandlerContext) => unknown) | undefined;
  /** Gets the events of names that this version does not know. */
  readonly other?: ((event: OtherWebhookEvent, context: HandlerContext) => unknown) | undefined;
};

export interface WebhookReceiverOptions extends ReceiverOptions {
  /**
   * How old an event may be, in milliseconds, by the signed `sentAt`, or else `createdAt`: an older one is refused, as
   * somebody may have recorded it. The platform's retries end after 30 seconds. `Infinity` takes any. Default: 300 000.
   */
  readonly maxAge?: number | undefined;
}

const isName = (name: string): name is WebhookEventName => Object.hasOwn(webhookEvents, name);
const isKnown = (event: WebhookEvent | OtherWebhookEvent): event is WebhookEvent => isName(event.eventType);

/**
 * Receives webhooks: give the webhook's secret token as `secret`. An event is handled once, by the `eventId` in the signed
 * body; the delivery's own headers are not signed, and so prove nothing.
 * @throws TypeError for wrong handlers, and where there is neither a secret nor a token.
 * @example
 * import { createWebhookReceiver } from 'iadvize-callbacks/server';
 * export const receive = createWebhookReceiver(
 *   { 'v2.conversation.closed': ({ conversationId }) => console.log(conversationId) },
 *   { secret: process.env['IADVIZE_WEBHOOK_SECRET'] ?? '' },
 * );
 */
export function createWebhookReceiver(handlers: WebhookHandlers, options: WebhookReceiverOptions): Receiver {
  checkHandlers(handlers, [...Object.keys(webhookEvents), '*', 'other']);
  const maxAge = options.maxAge ?? 300_000;

  return createReceiver<WebhookEvent | OtherWebhookEvent>(
    {
      methods: ['POST', 'GET'],
      // One that is as far ahead as it may be is taken until it is too old.
      replayable: Number.isFinite(maxAge) ? Math.ceil(2 * maxAge) : 0,
      checks: { maxAge: ['milliseconds, or Infinity', (value) => typeof value === 'number' && value > 0] },
      read(raw) {
        const { eventType } = raw;
        if (typeof eventType !== 'string') throw new TypeError('The event has no eventType');
        const values = readValues(raw, isName(eventType) ? webhookEvents[eventType] : common, '');
        const sent = values.sentAt ?? values.createdAt ?? NaN;
        if (maxAge !== Infinity && !(Math.abs(Date.now() - sent) <= maxAge)) {
          throw new TypeError('The event is too old, or has no time');
        }
        const { createdAt } = raw;
        const utcOffset = typeof createdAt === 'string' ? offsetOf(createdAt) : undefined;
        const event = Object.assign(values, { eventType, utcOffset, raw });
        return eventType === 'satisfaction.answered' ? { ...event, answer: answerOf(raw) } : event;
      },
      idOf: ({ eventId }) => eventId,
      handle(event, context) {
        if (!isKnown(event)) return handlers.other?.(event, context);
        // Each handler takes its own events, which a union of names cannot express.
        const own = handlers[event.eventType] as
          ((event: WebhookEvent, context: HandlerContext) => unknown) | undefined;
        return inTurn([own, handlers['*']], event, context);
      },
    },
    options,
  );
}
