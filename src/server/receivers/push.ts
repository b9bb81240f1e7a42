import { id, instant, isRecord, key, oneOf, readValues } from '../rest/kinds';
import type { Kind, Values } from '../rest/kinds';
import { aTimeZone } from '../rest/time-zone';
import { checkHandlers, createReceiver, inTurn } from './receiver';
import type { HandlerContext } from './handle-once';
import type { Receiver, ReceiverOptions } from './receiver';
import { defaultTimeZone } from '../../shared/wall-clock';

const custom: Kind<Readonly<Record<string, unknown>>> = {
  expected: 'an object',
  read: (value) => (isRecord(value) ? value : undefined),
  write: () => undefined,
};

const conversation = {
  conversation_id: key,
  type: oneOf('chat', 'call', 'video'),
  operator_id: id,
  website_id: id,
  group_id: id,
};

/** The events of the Push API and their parameters, in the order of the documentation (2016 edition). */
const pushEvents = {
  'operator.login': { operator_id: key },
  'operator.logout': { operator_id: key },
  'conversation.start': { ...conversation, custom_data: custom },
  'conversation.end': conversation,
};

type PushEvents = typeof pushEvents;

/** Name of an event of the Push API. */
export type PushEventName = keyof PushEvents;

/** An event of the Push API; its `name` narrows its `parameters`. */
export type PushEvent<Name extends PushEventName = PushEventName> = {
  [Each in Name]: {
    readonly name: Each;
    /** Normalised: ids are strings. */
    readonly parameters: Values<PushEvents[Each]>;
    /** When it happened, in epoch milliseconds. */
    readonly created: number | undefined;
    /** When it was sent, in epoch milliseconds. */
    readonly sent: number | undefined;
    /** Exactly what the platform sent. */
    readonly raw: Readonly<Record<string, unknown>>;
  };
}[Name];

/** What to do on each event, and on all of them under `'*'`; the event is answered for when all of it is done. */
export type PushHandlers = {
  readonly [Name in PushEventName]?: ((event: PushEvent<Name>, context: HandlerContext) => unknown) | undefined;
} & { readonly '*'?: ((event: PushEvent, context: HandlerContext) => unknown) | undefined };

export interface PushReceiverOptions extends ReceiverOptions {
  /** The account's time zone. Default: `'Europe/Paris'`. */
  readonly timeZone?: string | undefined;
}

const isName = (name: unknown): name is PushEventName => typeof name === 'string' && Object.hasOwn(pushEvents, name);

/**
 * Receives the Push API's events (2016; retired by the platform on 2018-01-30 in favour of webhooks). Its deliveries carry
 * neither a signature nor an id: give a `token`, and put it into the address. An event is told from others by its name, its
 * time and its parameters.
 * @throws TypeError for wrong handlers, and where there is neither a secret nor a token.
 * @example
 * import { createPushReceiver } from 'iadvize-callbacks/server';
 * const receive = createPushReceiver(
 *   { 'conversation.end': ({ parameters }) => console.log(parameters.conversation_id) },
 *   { token: process.env['IADVIZE_PUSH_TOKEN'] ?? '' },
 * );
 */
export function createPushReceiver(handlers: PushHandlers, options: PushReceiverOptions): Receiver {
  const { timeZone = defaultTimeZone } = options;
  checkHandlers(handlers, [...Object.keys(pushEvents), '*']);

  return createReceiver<PushEvent>(
    {
      replayable: 0,
      methods: ['POST'],
      checks: { timeZone: aTimeZone },
      read(raw) {
        const { name, datetime, parameters } = raw;
        if (!isName(name)) throw new TypeError('The event is not known');
        const times = isRecord(datetime) ? datetime : {};
        const event = {
          name,
          parameters: readValues(isRecord(parameters) ? parameters : {}, pushEvents[name], timeZone),
          created: instant.read(times['created'], timeZone),
          sent: instant.read(times['sent'], timeZone),
          raw,
        };
        // The table pairs each name with its parameters, which a union of names cannot express.
        return event as PushEvent;
      },
      // Without `sent`, which changes when the event is sent again.
      idOf: ({ name, created, raw }) => JSON.stringify([name, created, raw['parameters']]),
      handle(event, context) {
        const own = handlers[event.name] as ((event: PushEvent, context: HandlerContext) => unknown) | undefined;
        return inTurn([own, handlers['*']], event, context);
      },
    },
    options,
  );
}
