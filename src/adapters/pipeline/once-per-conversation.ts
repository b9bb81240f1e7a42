import type { IAdvizeEvent } from '../../core/event';
import { prefix } from './storage';

/** For how long the starts and ends of conversations are remembered, in milliseconds: a day. */
const memory = 86_400_000;

/**
 * Where storage has what was sent, a line each, with its time before it: one key, since who looks for several among all the
 * keys of a site that keeps megabytes holds the page up.
 */
const key = `${prefix}sent`;

/** Where the page has what was sent from it, which a test that begins anew takes away. */
export const sentKey = Symbol.for('iAdvizeCallbacks.sent');

/** What was sent from this page, by tool, event and conversation, oldest first. */
const sentFrom = (page: { [sentKey]?: Map<string, IAdvizeEvent> }) => (page[sentKey] ??= new Map());

/** The conversation's UUID, or its id of the REST API on tags from before 2020; undefined for other events. */
export function conversationOf({ type, detail }: IAdvizeEvent): string | undefined {
  return type === 'chatStarted' || type === 'chatEnded' ? (detail.conversationId ?? detail.id) : undefined;
}

/** Adds to what storage remembers; returns false where it is there already. */
function remember(entry: string): boolean {
  try {
    const now = Date.now();
    const lines = (localStorage.getItem(key) ?? '').split('\n').filter((line) => now - parseFloat(line) < memory);
    if (lines.some((line) => line.endsWith(entry))) return false;
    localStorage.setItem(key, [...lines, now + entry].join('\n'));
  } catch {
    // Blocked or full: this page alone remembers.
  }
  return true;
}

/**
 * Whether a tool is to be told of an event: not of a conversation's start or end that this page, an earlier one or another
 * tab has told it of. Call it when the event is sent: what is not remembered must not be stored before consent.
 */
export function isNews(tool: string, event: IAdvizeEvent): boolean {
  const conversation = conversationOf(event);
  if (!conversation) return true;
  const entry = ` ${tool} ${event.type} ${conversation.replace(/\s/g, '+')}`;
  const sent = sentFrom(window as Parameters<typeof sentFrom>[0]);
  const first = sent.get(entry);
  // Two adapters for one tool, with two accounts for instance, are both told.
  if (first) return first === event;
  sent.set(entry, event);
  return remember(entry);
}
