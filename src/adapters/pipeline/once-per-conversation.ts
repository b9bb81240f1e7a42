import type { IAdvizeEvent } from '../../core/event';
import { keyPrefix, keysFrom } from './storage';

/** How long the starts and ends of conversations are remembered, in milliseconds: a day. */
const memory = 86_400_000;

/**
 * Each start or end that was sent has a key in storage that begins so; the value is when, in epoch milliseconds. Not one
 * key for all: a tab sees another's change a moment later, and would write over it.
 */
const keyStart = `${keyPrefix}sent`;

/** How many the page remembers without storage; older ones make room. */
const limit = 200;

/** The window's key of what was sent from this page; the testing kit's `reset` removes it. */
export const sentKey = Symbol.for('iAdvizeCallbacks.sent');

/** What was sent from this page, by tool, event and conversation, oldest first. */
const sentFrom = (page: { [sentKey]?: Map<string, IAdvizeEvent> }) => (page[sentKey] ??= new Map());

/** The conversation's UUID, or its id of the REST API on tags from before 2020; undefined for other events. */
export function conversationOf({ type, detail }: IAdvizeEvent): string | undefined {
  if (type !== 'chatStarted' && type !== 'chatEnded') return undefined;
  // Any listener may have put something else there.
  const { conversationId, id } = Object(detail) as typeof detail;
  return conversationId ?? id;
}

/** Adds an entry to storage, and removes old ones; returns false where it is there already. */
function remember(entry: string): boolean {
  try {
    const now = Date.now();
    for (const key of keysFrom(keyStart)) {
      if (!(now - Number(localStorage.getItem(key)) < memory)) localStorage.removeItem(key);
    }
    if (localStorage.getItem(keyStart + entry)) return false;
    localStorage.setItem(keyStart + entry, String(now));
  } catch {
    // Blocked or full: this page alone remembers.
  }
  return true;
}

/**
 * Whether an event is new to a tool: a conversation's start or end is not, once this page, an earlier one or another
 * tab has sent it. Call it only when the event is sent, since nothing may be stored before consent.
 */
export function isNews(tool: string, event: IAdvizeEvent): boolean {
  const conversation = conversationOf(event);
  if (!conversation) return true;
  const entry = ` ${tool} ${event.type} ${conversation}`;
  const sent = sentFrom(window as Parameters<typeof sentFrom>[0]);
  const first = sent.get(entry);
  // Two adapters for one tool, with two accounts for instance, are both told.
  if (first) return first === event;
  sent.set(entry, event);
  for (const oldest of sent.keys()) {
    if (sent.size <= limit) break;
    sent.delete(oldest);
  }
  return remember(entry);
}
