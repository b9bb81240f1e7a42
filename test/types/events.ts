/**
 * Types that must hold, and usage that must not compile: checked by `tsc`, which also fails where an expected error does
 * not occur. Nothing here runs.
 */
import { callbackNames, installCallbacks } from '../../src';
import type { Adapter, CallbackName, EventDetail, EventName, IAdvizeEvent, RawArgument } from '../../src';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const holds = <Truth extends true>(_?: Truth): void => {};

const iadvize = installCallbacks();

// Names derive from the table.
holds<Equal<Extract<EventName, 'chatStarted' | 'ChatStarted' | 'onChatStarted'>, 'chatStarted'>>();
holds<Equal<(typeof callbackNames)[number], CallbackName>>();

// Details are typed by event, fields of every era included, and absent ones undefined.
holds<Equal<EventDetail<'chatDisplayed'>, null>>();
holds<
  Equal<
    EventDetail<'chatStarted'>,
    {
      readonly id: string | undefined;
      readonly startedBy: 'operator' | 'visitor' | 'proactif' | (string & {}) | undefined;
      readonly conversationId: string | undefined;
      readonly vuid: string | undefined;
    }
  >
>();
holds<Equal<EventDetail<'statusChanged'>['busy'], boolean | undefined>>();
holds<Equal<NonNullable<EventDetail<'messageReceived'>['operator']>['externalId'], string | null | undefined>>();

iadvize.on('chatStarted', ({ type, detail, timestamp, replayed, callback, raw }) => {
  holds<Equal<typeof type, 'chatStarted'>>();
  holds<Equal<typeof detail.id, string | undefined>>();
  holds<Equal<typeof timestamp, number>>();
  holds<Equal<typeof replayed, boolean>>();
  holds<Equal<typeof callback, 'onChatStarted'>>();
  holds<Equal<typeof raw, RawArgument<'onChatStarted'>>>();
  holds<Equal<typeof raw.id, number | string>>();
  // @ts-expect-error: a chat that starts has no end
  void detail.endedBy;
});

// All events are one union, told apart by their type.
iadvize.on('*', (event) => {
  if (event.type === 'messageReceived') holds<Equal<typeof event.detail.msg, string | undefined>>();
  if (event.type === 'chatDisplayed') holds<Equal<typeof event.detail, null>>();
  // @ts-expect-error: not every event has a message
  void event.detail.msg;
  // @ts-expect-error: no such event
  if (event.type === 'messageLost') return;
});

holds<Equal<Awaited<ReturnType<typeof iadvize.once<'chatEnded'>>>, IAdvizeEvent<'chatEnded'>>>();
holds<Equal<typeof iadvize.events, readonly IAdvizeEvent[]>>();

const stop = iadvize.on('chatEnded', () => {}, { once: true, replay: true, signal: new AbortController().signal });
holds<Equal<typeof stop, () => void>>();
const adapter: Adapter = (hub) => hub.on('*', () => {});
iadvize.use(adapter);

// @ts-expect-error: events are named without "on"
iadvize.on('onChatStarted', () => {});
// @ts-expect-error: a name is spelled exactly
iadvize.on('chatstarted', () => {});
// @ts-expect-error: a listener is a function
iadvize.on('chatStarted', 'listener');
// @ts-expect-error: a listener is needed
iadvize.on('chatStarted');
// @ts-expect-error: a listener gets one argument
iadvize.on('chatStarted', (_event, _more) => {});
// @ts-expect-error: a listener of one event cannot take all
iadvize.on('*', (event: IAdvizeEvent<'chatStarted'>) => void event);
// @ts-expect-error: an option is spelled exactly
iadvize.on('chatStarted', () => {}, { repeat: true });
// @ts-expect-error: once takes no listener
void iadvize.once('chatStarted', () => {});
// @ts-expect-error: an adapter is a function
iadvize.use({});
// @ts-expect-error: events are read only
iadvize.events.push();
// @ts-expect-error: there is one other way to overwrite
installCallbacks({ overwrites: 'first' });

iadvize.on('chatStarted', (event) => {
  // @ts-expect-error: an event is shared by its listeners
  event.timestamp = 0;
});

// What the tag passes is typed per callback; nothing is known of one that this library does not know.
holds<Equal<RawArgument<'onChatDisplayed'>, null | undefined>>();
holds<Equal<RawArgument<'onBotTransferred'>, unknown>>();
