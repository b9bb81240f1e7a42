import type { CallbackName } from './callbacks';

/** A flag, as the tag writes it. */
type Flag = 0 | 1 | '0' | '1' | boolean;
/** An id in the REST API: a number in 2016, later a string. */
type Id = number | string;

interface Conversation {
  readonly id: Id;
  /** 2020 and later. */
  readonly conversationId?: string;
  /** 2020 and later. */
  readonly vuid?: string;
}

interface Message {
  /** The visitor's local time. */
  readonly time: string;
  readonly msg: string;
}

/** What the tag passes to the callbacks that it passes something to, by its documentation of 2016 and of 2020 and later. */
interface RawArguments {
  onStatusChanged: { readonly offline: Flag; readonly busy: Flag };
  onChatStarted: Conversation & {
    /** 2016 only. */
    readonly startedBy?: 'operator' | 'visitor' | 'proactif' | (string & {});
  };
  onChatEnded: Conversation & {
    /** 2016; deprecated later. */
    readonly endedBy?: 'operator' | 'visitor' | (string & {});
  };
  onInvitationDisplayed: { readonly id: Id };
  onCallStatusChanged: { readonly offline: Flag };
  onRuleStarted: { readonly id: Id; readonly label: string };
  onMessageReceived: Message & {
    /** ISO 8601; 2020 and later. */
    readonly date?: string;
    /** 2020 and later; absent where the message has no author. */
    readonly operator?: { readonly id: Id; readonly externalId?: string | null } | null;
  };
  onMessageSent: Message;
  onAlertReceived: Message;
  onOfferReceived: { readonly name: string; readonly url: string };
  onLinkReceived: { readonly name: string; readonly url: string; readonly push: Flag };
  onVisitorTransferred: { readonly operatorId: Id; readonly historyId: Id };
}

/**
 * What the tag passes to a callback, by its documentation: `RawArgument<'onChatStarted'>`. Nothing is known of callbacks that
 * this library does not know.
 */
export type RawArgument<Name extends string> = Name extends keyof RawArguments
  ? RawArguments[Name]
  : Name extends CallbackName
    ? null | undefined
    : unknown;
