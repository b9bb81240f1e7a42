import { id, key, listOf, oneOf, readValues, text } from '../rest/kinds';
import type { Kind, Values } from '../rest/kinds';
import { checkHandlers, createReceiver } from './receiver';
import type { HandlerContext, Receiver, ReceiverOptions } from './receiver';

/** Epoch milliseconds; webhooks write ISO 8601. */
const isoInstant: Kind<number> = {
  expected: 'ISO 8601',
  read(value) {
    const instant = typeof value === 'string' ? Date.parse(value) : NaN;
    return Number.isNaN(instant) ? undefined : instant;
  },
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

/** The events of webhooks and their fields (editions since 2020); of the others only the common fields are documented. */
const webhookEvents = {
  'v2.conversation.pushed': { ...conversation, operatorId: id },
  'v2.conversation.closed': { ...conversation, operatorIds: listOf(id) },
  'user.created': common,
  'user.updated': common,
  'user.connected': common,
  'user.disconnected': common,
  'user.availability.updated': common,
  'visitor.updated': common,
  'satisfaction.answered': common,
  'transaction.attributed': common,
};

type WebhookEvents = typeof webhookEvents;

/** Name of a webhook event. */
export type WebhookEventName = keyof WebhookEvents;

/** A webhook event; its `eventType` narrows its other fields. */
export type WebhookEvent<Name extends WebhookEventName = WebhookEventName> = {
  [Each in Name]: Values<WebhookEvents[Each]> & {
    readonly eventType: Each;
    /** Exactly what the platform sent, undocumented fields included. */
    readonly raw: Readonly<Record<string, unknown>>;
  };
}[Name];

/** An event that this version does not know. */
export type OtherWebhookEvent = Values<typeof common> & {
  readonly eventType: string;
  readonly raw: Readonly<Record<string, unknown>>;
};

/** What to do on each event; the event is answered for when all of it is done. */
export type WebhookHandlers = {
  readonly [Name in WebhookEventName]?: ((event: WebhookEvent<Name>, context: HandlerContext) => unknown) | undefined;
} & {
  /** Gets each event of the names above, after the handler of its own. */
  readonly '*'?: ((event: WebhookEvent, context: HandlerContext) => unknown) | undefined;
  /** Gets the events of names that this version does not know. */
  readonly other?: ((event: OtherWebhookEvent, context: HandlerContext) => unknown) | undefined;
};

const isName = (name: string): name is WebhookEventName => Object.hasOwn(webhookEvents, name);
const isKnown = (event: WebhookEvent | OtherWebhookEvent): event is WebhookEvent => isName(event.eventType);

/**
 * Receives webhooks: give the webhook's secret token as `secret`. An event is handled once, by the `eventId` in the signed
 * body; the delivery's own headers are not signed, and so prove nothing.
 * @throws TypeError for wrong handlers, and where there is neither a secret nor a token.
 */
export function createWebhookReceiver(handlers: WebhookHandlers, options: ReceiverOptions): Receiver {
  checkHandlers(handlers, [...Object.keys(webhookEvents), '*', 'other']);

  return createReceiver<WebhookEvent | OtherWebhookEvent>(
    {
      methods: ['POST', 'GET'],
      read(raw) {
        const { eventType } = raw;
        if (typeof eventType !== 'string') throw new TypeError('The event has no eventType');
        const fields = isName(eventType) ? webhookEvents[eventType] : common;
        return { ...readValues(raw, fields, ''), eventType, raw };
      },
      idOf: ({ eventId }) => eventId,
      async handle(event, context) {
        if (!isKnown(event)) return handlers.other?.(event, context);
        // Each handler takes its own events, which a union of names cannot express.
        const handler = handlers[event.eventType] as
          ((event: WebhookEvent, context: HandlerContext) => unknown) | undefined;
        await handler?.(event, context);
        await handlers['*']?.(event, context);
      },
    },
    options,
  );
}
