import { flag, operator, text } from './fields';
import type { Argument } from './fields';
import { own } from './own';

/**
 * Every callback of the iAdvize tag, in the order of the documentation: its name, and the function that reads the
 * fields of the tag's argument (`null` where the tag passes nothing). Event names, types, normalisation, the
 * documentation's table and the tests all derive from this one table.
 *
 * `@since` names the edition of iAdvize's developer documentation that first has a callback or a field (2016 where
 * there is none); fields marked `@deprecated` are gone from newer tags.
 */
export const callbacks = {
  /** The chatbox is shown, opened or reduced. */
  onChatDisplayed: null,
  /**
   * The visitor closed the chatbox after the conversation was closed.
   * @since 2021
   */
  onChatHidden: null,
  /** A click-to-chat button is shown. */
  onChatButtonDisplayed: null,
  /** The availability of the click-to-chat channel changed. */
  onStatusChanged: (from) => ({
    /** Whether all agents are offline. */
    offline: flag(from.offline),
    /** Whether all agents are busy. */
    busy: flag(from.busy),
  }),
  /** A conversation starts. */
  onChatStarted: (from) => ({
    /** Id of the conversation in the REST API. */
    id: text(from.id),
    /**
     * Who started it: `'operator'`, `'visitor'` or `'proactif'`.
     * @deprecated 2016 only
     */
    startedBy: text<'operator' | 'visitor' | 'proactif'>(from.startedBy),
    /**
     * UUID of the conversation.
     * @since 2020
     */
    conversationId: text(from.conversationId),
    /**
     * Unique id of the visitor.
     * @since 2020
     */
    vuid: text(from.vuid),
  }),
  /** A conversation ends. */
  onChatEnded: (from) => ({
    /** Id of the conversation in the REST API. */
    id: text(from.id),
    /**
     * Who ended it: `'operator'` or `'visitor'`.
     * @deprecated 2016 only
     */
    endedBy: text<'operator' | 'visitor'>(from.endedBy),
    /**
     * UUID of the conversation.
     * @since 2020
     */
    conversationId: text(from.conversationId),
    /**
     * Unique id of the visitor.
     * @since 2020
     */
    vuid: text(from.vuid),
  }),
  /** An invitation to chat is shown. */
  onInvitationDisplayed: (from) => ({
    /** Id of the invitation. */
    id: text(from.id),
  }),
  /** A click-to-call button is shown. */
  onCallButtonDisplayed: null,
  /** The availability of the click-to-call channel changed. */
  onCallStatusChanged: (from) => ({
    /** Whether all agents are offline. */
    offline: flag(from.offline),
  }),
  /** A call starts. */
  onCallStarted: null,
  /** A call ends. */
  onCallEnded: null,
  /** A click-to-video button is shown. */
  onVideoButtonDisplayed: null,
  /** A targeting rule fired: its button, invitation or message is shown. */
  onRuleStarted: (from) => ({
    /** Id of the rule. */
    id: text(from.id),
    /** Name of the rule. */
    label: text(from.label),
  }),
  /** A message of the operator arrives. */
  onMessageReceived: (from) => ({
    /** Local time of the visitor, as the tag displays it. */
    time: text(from.time),
    /** The message. */
    msg: text(from.msg),
    /**
     * When it was sent, ISO 8601.
     * @since 2020
     */
    date: text(from.date),
    /**
     * Who sent it.
     * @since 2020
     */
    operator: operator(from.operator),
  }),
  /** The visitor sends a message. */
  onMessageSent: (from) => ({
    /** Local time of the visitor, as the tag displays it. */
    time: text(from.time),
    /** The message. */
    msg: text(from.msg),
  }),
  /** An alert arrives. */
  onAlertReceived: (from) => ({
    /** Local time of the visitor, as the tag displays it. */
    time: text(from.time),
    /** The alert. */
    msg: text(from.msg),
  }),
  /** The operator starts composing a message. */
  onOperatorWriting: null,
  /** The operator stops composing. */
  onOperatorStopWriting: null,
  /** The visitor starts composing a message. */
  onVisitorWriting: null,
  /** The visitor stops composing. */
  onVisitorStopWriting: null,
  /** An offer arrives. */
  onOfferReceived: (from) => ({
    /** Name of the offer. */
    name: text(from.name),
    /** Address of the offer. */
    url: text(from.url),
  }),
  /** A link arrives. */
  onLinkReceived: (from) => ({
    /** Label of the link. */
    name: text(from.name),
    /** Address of the link. */
    url: text(from.url),
    /** Whether the visitor was sent to the page (`true`) or only shown the link (`false`). */
    push: flag(from.push),
  }),
  /** The visitor is transferred to another operator. */
  onVisitorTransferred: (from) => ({
    /** Id of the new operator. */
    operatorId: text(from.operatorId),
    /** Id of the transcript. */
    historyId: text(from.historyId),
  }),
  /** The operator asks to browse with the visitor. */
  onCobrowsingRequested: null,
  /** The visitor accepts cobrowsing. */
  onCobrowsingAccepted: null,
  /** The visitor refuses cobrowsing. */
  onCobrowsingRefused: null,
  /** The operator stops cobrowsing. */
  onCobrowsingStopped: null,
  /** The satisfaction survey is shown. */
  onSatisfactionDisplayed: null,
  /** The visitor answered the satisfaction survey (all of its questions, since 2021). */
  onSatisfactionAnswered: null,
} satisfies Readers;

/** The function that reads the fields of each callback's argument, by the callback's name. */
type Readers = Readonly<Partial<Record<string, ((from: Argument) => object) | null>>>;

type Callbacks = typeof callbacks;

/** Name of a callback, as the tag calls it: `'onChatStarted'`. */
export type CallbackName = keyof Callbacks;

/** Name of a callback that this library does not know yet: any name that begins with `on` and a capital letter. */
export type AddedName = `on${Capitalize<string>}`;

/** Name of an event: that of its callback without `on`, its first letter lowered: `'chatStarted'`. */
export type EventName = EventNameOf<CallbackName>;

/** Name of the event that a callback gives. */
export type EventNameOf<Name extends string> = Name extends `on${infer Rest}` ? Uncapitalize<Rest> : never;

/** Name of the callback that gives an event. */
export type CallbackNameOf<Type extends string> = `on${Capitalize<Type>}`;

/**
 * What an event carries: the fields of the callback's argument, `null` where the tag passes nothing, and the argument
 * itself for a callback that this library does not know.
 */
export type EventDetail<Type extends string> =
  CallbackNameOf<Type> extends CallbackName ? Detail<Callbacks[CallbackNameOf<Type>]> : unknown;

type Detail<Reader> = Reader extends (from: Argument) => infer Fields ? Readonly<Fields> : null;

/**
 * The names of the callbacks, in the order of the documentation.
 * @example
 * import { callbackNames } from 'iadvize-callbacks';
 * for (const name of callbackNames) console.log(name);
 */
export const callbackNames: readonly CallbackName[] = Object.keys(callbacks) as CallbackName[];

/**
 * The function that reads the fields of a callback's argument: `null` where the tag passes nothing, `undefined` for a
 * callback that is not in the table.
 */
export const readerOf = (callback: string) => own<Readers, string>(callbacks, callback);

/** The name of the event that a callback gives. */
export const eventNameOf = (callback: string): string => callback.charAt(2).toLowerCase() + callback.slice(3);
