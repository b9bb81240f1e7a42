import { flag, operator, text } from './fields';

/**
 * Every callback of the iAdvize tag, in the order of the documentation: its name, and a reader for each field of the
 * argument that the tag passes (`null` where it passes nothing). Event names, types, normalisation, the README's table
 * and the tests all derive from this one table.
 *
 * `@since` names the edition of iAdvize's developer documentation that first has a callback or a field (2016 where
 * there is none); fields marked `@deprecated` are gone from newer tags.
 */
export const callbacks = {
  /** The chat window is shown, opened or reduced. */
  onChatDisplayed: null,
  /**
   * The visitor closed the chatbox after the conversation was closed.
   * @since 2021
   */
  onChatHidden: null,
  /** A click-to-chat button is shown. */
  onChatButtonDisplayed: null,
  /** The availability of the click-to-chat channel changed. */
  onStatusChanged: {
    /** Whether all agents are offline. */
    offline: flag,
    /** Whether all agents are busy. */
    busy: flag,
  },
  /** A conversation starts. */
  onChatStarted: {
    /** Id of the conversation in the REST API. */
    id: text,
    /**
     * Who started it: `'operator'`, `'visitor'` or `'proactif'`.
     * @deprecated 2016 only
     */
    startedBy: text,
    /**
     * UUID of the conversation.
     * @since 2020
     */
    conversationId: text,
    /**
     * Unique id of the visitor.
     * @since 2020
     */
    vuid: text,
  },
  /** A conversation ends. */
  onChatEnded: {
    /** Id of the conversation in the REST API. */
    id: text,
    /**
     * Who ended it: `'operator'` or `'visitor'`.
     * @deprecated 2016 only
     */
    endedBy: text,
    /**
     * UUID of the conversation.
     * @since 2020
     */
    conversationId: text,
    /**
     * Unique id of the visitor.
     * @since 2020
     */
    vuid: text,
  },
  /** An invitation to chat is shown. */
  onInvitationDisplayed: {
    /** Id of the invitation. */
    id: text,
  },
  /** A click-to-call button is shown. */
  onCallButtonDisplayed: null,
  /** The availability of the click-to-call channel changed. */
  onCallStatusChanged: {
    /** Whether all agents are offline. */
    offline: flag,
  },
  /** A call starts. */
  onCallStarted: null,
  /** A call ends. */
  onCallEnded: null,
  /** A click-to-video button is shown. */
  onVideoButtonDisplayed: null,
  /** A targeting rule fired: its button, invitation or message is shown. */
  onRuleStarted: {
    /** Id of the rule. */
    id: text,
    /** Name of the rule. */
    label: text,
  },
  /** A message of the operator arrives. */
  onMessageReceived: {
    /** Local time of the visitor, as the tag displays it. */
    time: text,
    /** The message. */
    msg: text,
    /**
     * When it was sent, ISO 8601.
     * @since 2020
     */
    date: text,
    /**
     * Who sent it.
     * @since 2020
     */
    operator,
  },
  /** The visitor sends a message. */
  onMessageSent: {
    /** Local time of the visitor, as the tag displays it. */
    time: text,
    /** The message. */
    msg: text,
  },
  /** An alert arrives. */
  onAlertReceived: {
    /** Local time of the visitor, as the tag displays it. */
    time: text,
    /** The alert. */
    msg: text,
  },
  /** The operator starts composing a message. */
  onOperatorWriting: null,
  /** The operator stops composing. */
  onOperatorStopWriting: null,
  /** The visitor starts composing a message. */
  onVisitorWriting: null,
  /** The visitor stops composing. */
  onVisitorStopWriting: null,
  /** An offer arrives. */
  onOfferReceived: {
    /** Name of the offer. */
    name: text,
    /** Address of the offer. */
    url: text,
  },
  /** A link arrives. */
  onLinkReceived: {
    /** Label of the link. */
    name: text,
    /** Address of the link. */
    url: text,
    /** Whether the visitor was sent to the page (`true`) or only shown the link (`false`). */
    push: flag,
  },
  /** The visitor is transferred to another operator. */
  onVisitorTransferred: {
    /** Id of the new operator. */
    operatorId: text,
    /** Id of the transcript. */
    historyId: text,
  },
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
};

/** The table's type. */
type Callbacks = typeof callbacks;

/** Name of a callback, as the tag calls it: `'onChatStarted'`. */
export type CallbackName = keyof Callbacks;

/** Name of an event: that of its callback without `on`, its first letter lowered: `'chatStarted'`. */
export type EventName = EventNameOf<CallbackName>;

/** Name of the event that a callback gives. */
export type EventNameOf<Name extends CallbackName> = Name extends `on${infer Rest}` ? Uncapitalize<Rest> : never;

/** Name of the callback that gives an event. */
export type CallbackNameOf<Type extends EventName> = Extract<CallbackName, `on${Capitalize<Type>}`>;

/** What an event carries: the fields of the callback's argument, or `null` where the tag passes nothing. */
export type EventDetail<Type extends EventName> = Values<Callbacks[CallbackNameOf<Type>]>;

type Values<Fields> = Fields extends null
  ? null
  : { readonly [Field in keyof Fields]: Fields[Field] extends (value: unknown) => infer Value ? Value : never };

/** The names of the callbacks, in the order of the documentation. */
export const callbackNames: readonly CallbackName[] = Object.keys(callbacks) as CallbackName[];

/** One thing per callback. */
export function byName<Thing>(make: (name: CallbackName) => Thing): Record<CallbackName, Thing> {
  const things = {} as Record<CallbackName, Thing>;
  for (const name of callbackNames) things[name] = make(name);
  return things;
}
