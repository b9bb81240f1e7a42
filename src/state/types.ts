import type { Stop } from '../core/types';

/** What the events so far say about the chat on this page. Immutable; `undefined` is what no event has told yet. */
export interface IAdvizeState {
  /** Whether a visitor who asks for a chat gets one: the last `statusChanged`. */
  readonly chatAvailability: 'available' | 'busy' | 'offline' | undefined;
  /** Whether a visitor who asks for a call gets one: the last `callStatusChanged`. */
  readonly callAvailability: 'available' | 'offline' | undefined;
  /**
   * The chatbox: `'hidden'` before it is shown and after it is closed; `'displayed'`, open or reduced;
   * `'conversation'` from `chatStarted` to `chatEnded`.
   */
  readonly chat: 'hidden' | 'displayed' | 'conversation';
  /** Id in the REST API of the conversation, or of the last one once it has ended. */
  readonly id: string | undefined;
  /** UUID of the conversation, or of the last one once it has ended; tags of 2020 and later. */
  readonly conversationId: string | undefined;
  /** Whether the operator is composing a message. */
  readonly operatorWriting: boolean;
  /** Whether the visitor is composing a message. */
  readonly visitorWriting: boolean;
  /** How far cobrowsing has come in this conversation; `null` where nobody asked. */
  readonly cobrowsing: 'requested' | 'accepted' | 'refused' | 'stopped' | null;
  /** When the last message was received or sent, in epoch milliseconds. */
  readonly lastMessageAt: number | undefined;
  /** The satisfaction survey of this conversation; `null` before it is shown. */
  readonly survey: 'displayed' | 'answered' | null;
  /** How many messages the visitor has not read; by the attributes of custom buttons, as long as somebody subscribes. */
  readonly unreadMessages: number | undefined;
  /** Whether the chatbox is open or reduced; by the attributes of custom buttons, as long as somebody subscribes. */
  readonly chatbox: 'open' | 'reduced' | undefined;
  /** Whether a conversation is going on; by the attributes of custom buttons, as long as somebody subscribes. */
  readonly conversation: 'ongoing' | 'notOngoing' | undefined;
}

/**
 * The state and its changes. Meets both the contract of React's `useSyncExternalStore`, which ignores the argument of
 * its listener, and that of Svelte's stores, which expects to be called at once.
 */
export interface IAdvizeStore {
  /** The state now: the same object as long as nothing in it has changed. Needs no `this`. */
  readonly getSnapshot: () => IAdvizeState;
  /**
   * Calls `listener` with the state at once, and after each change. Needs no `this`.
   * @returns a function that ends it.
   * @throws TypeError where the listener is not a function.
   */
  readonly subscribe: (listener: (state: IAdvizeState) => void) => Stop;
  /** Ends the store: the state stays as it is, and its subscribers hear no more. */
  readonly stop: Stop;
}
