import type { EventName } from '../core/callbacks';
import type { EventOf, IAdvizeEvent } from '../core/event';
import type { IAdvizeState } from './types';

/** The state before any event, and on a server. */
export const initialState: IAdvizeState = Object.freeze({
  chatAvailability: undefined,
  callAvailability: undefined,
  chat: 'hidden',
  id: undefined,
  conversationId: undefined,
  operatorWriting: false,
  visitorWriting: false,
  cobrowsing: null,
  lastMessageAt: undefined,
  survey: null,
  unreadMessages: undefined,
  chatbox: undefined,
  conversation: undefined,
});

/** What changes in a state. */
export type Change = Partial<IAdvizeState>;

const nobodyWrites = { operatorWriting: false, visitorWriting: false } satisfies Change;

/** What each event changes. */
const changes: { readonly [Type in EventName]?: (event: EventOf<Type>, state: IAdvizeState) => Change } = {
  statusChanged: ({ detail: { offline, busy } }) => ({
    chatAvailability: offline ? 'offline' : busy ? 'busy' : (offline ?? busy) === undefined ? undefined : 'available',
  }),
  callStatusChanged: ({ detail: { offline } }) => ({
    callAvailability: offline ? 'offline' : offline === undefined ? undefined : 'available',
  }),
  // Also fires when the visitor reduces or reopens the chatbox in the middle of a conversation.
  chatDisplayed: (_, { chat }) => ({ chat: chat === 'hidden' ? 'displayed' : chat }),
  chatHidden: () => ({ chat: 'hidden', ...nobodyWrites }),
  chatStarted: ({ detail: { id, conversationId } }) => ({
    chat: 'conversation',
    id,
    conversationId,
    cobrowsing: null,
    survey: null,
    ...nobodyWrites,
  }),
  chatEnded: ({ detail }, { chat, id, conversationId, cobrowsing }) => ({
    chat: chat === 'conversation' ? 'displayed' : chat,
    id: detail.id ?? id,
    conversationId: detail.conversationId ?? conversationId,
    cobrowsing: cobrowsing === 'refused' ? cobrowsing : cobrowsing && 'stopped',
    ...nobodyWrites,
  }),
  messageReceived: ({ timestamp }) => ({ lastMessageAt: timestamp, operatorWriting: false }),
  messageSent: ({ timestamp }) => ({ lastMessageAt: timestamp, visitorWriting: false }),
  operatorWriting: () => ({ operatorWriting: true }),
  operatorStopWriting: () => ({ operatorWriting: false }),
  visitorWriting: () => ({ visitorWriting: true }),
  visitorStopWriting: () => ({ visitorWriting: false }),
  cobrowsingRequested: () => ({ cobrowsing: 'requested' }),
  cobrowsingAccepted: () => ({ cobrowsing: 'accepted' }),
  cobrowsingRefused: () => ({ cobrowsing: 'refused' }),
  cobrowsingStopped: () => ({ cobrowsing: 'stopped' }),
  satisfactionDisplayed: () => ({ survey: 'displayed' }),
  satisfactionAnswered: () => ({ survey: 'answered' }),
};

/** The state with a change: the same object where nothing in it changes. */
export function change(state: IAdvizeState, change: Change | undefined): IAdvizeState {
  const next = { ...state, ...change };
  const keys = Object.keys(next) as (keyof IAdvizeState)[];
  return keys.every((key) => next[key] === state[key]) ? state : Object.freeze(next);
}

/** The state after an event: the same object where the event changes nothing. */
export function reduce(state: IAdvizeState, event: IAdvizeEvent): IAdvizeState {
  // The table pairs each name with its event, which a union of names cannot express.
  const changeOf = changes[event.type] as ((event: IAdvizeEvent, state: IAdvizeState) => Change) | undefined;
  return change(state, changeOf?.(event, state));
}
