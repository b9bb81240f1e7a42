import type { CallbackName } from '../core/callbacks';

/** One call of the tag: the callback, what differs from its typical argument, and the pause before it. */
export interface Step {
  readonly callback: CallbackName;
  readonly argument?: object;
  /** In milliseconds. */
  readonly after?: number;
}

/** Whole conversations, as the tag would report them. */
export const conversations = {
  /** The visitor clicks the button, asks, is answered, and fills in the survey. */
  chat: [
    { callback: 'onStatusChanged' },
    { callback: 'onRuleStarted' },
    { callback: 'onChatButtonDisplayed' },
    { callback: 'onChatDisplayed', after: 400 },
    { callback: 'onChatStarted' },
    { callback: 'onVisitorWriting', after: 200 },
    { callback: 'onVisitorStopWriting', after: 600 },
    { callback: 'onMessageSent' },
    { callback: 'onOperatorWriting', after: 300 },
    { callback: 'onOperatorStopWriting', after: 800 },
    { callback: 'onMessageReceived' },
    { callback: 'onLinkReceived', after: 400 },
    { callback: 'onOfferReceived', after: 400 },
    { callback: 'onChatEnded', after: 600 },
    { callback: 'onSatisfactionDisplayed' },
    { callback: 'onSatisfactionAnswered', after: 600 },
    { callback: 'onChatHidden' },
  ],
  /** The operator invites the visitor, looks at the page together, and hands over to a colleague. */
  assisted: [
    { callback: 'onInvitationDisplayed' },
    { callback: 'onChatDisplayed', after: 300 },
    { callback: 'onChatStarted', argument: { startedBy: 'operator' } },
    { callback: 'onMessageReceived', after: 200 },
    { callback: 'onCobrowsingRequested', after: 400 },
    { callback: 'onCobrowsingAccepted', after: 400 },
    { callback: 'onCobrowsingStopped', after: 800 },
    { callback: 'onVisitorTransferred', after: 300 },
    { callback: 'onMessageReceived', argument: { msg: 'Hello, I am taking over.' }, after: 300 },
    { callback: 'onChatEnded', after: 500 },
  ],
  /** A call from the page. */
  call: [
    { callback: 'onCallStatusChanged' },
    { callback: 'onCallButtonDisplayed' },
    { callback: 'onCallStarted', after: 500 },
    { callback: 'onCallEnded', after: 1500 },
  ],
} as const satisfies Record<string, readonly Step[]>;
