import type { IAdvizeEvent } from '../../core/event';
import { prefix } from './storage';

/** For how long the starts and ends of conversations are remembered, in milliseconds: a day. */
const memory = 86_400_000;

/** How many this page remembers of them, of all tools together. */
const pageLimit = 200;

/**
 * Where the keys of what is remembered are listed, a line each. Who looks for them among all the keys of a site that keeps
 * megabytes holds the page up. Of two tabs that add to it at once, one may undo the other: then a key stays for ever.
 */
const list = `${prefix}sent`;

/** What was sent from this page, by tool, event and conversation, oldest first. */
const sent = new Map<string, IAdvizeEvent>();

/** The conversation's UUID, or its id of the REST API on tags from before 2020; undefined for other events. */
export function conversationOf({ type, detail }: IAdvizeEvent): string | undefined {
  return type === 'chatStarted' || type === 'chatEnded' ? (detail.conversationId ?? detail.id) : undefined;
}

/** Adds to what storage remembers; returns false where it is there already. */
function remember(key: string): boolean {
  try {
    const isFresh = (key: string) => Date.now() - Number(localStorage.getItem(key)) < memory;
    if (isFresh(key)) return false;
    localStorage.setItem(key, String(Date.now()));
    const keys = new Set((localStorage.getItem(list) ?? '').split('\n')).add(key);
    for (const key of keys) {
      // Another script may have written there.
      if (!key.startsWith(prefix)) keys.delete(key);
      else if (!isFresh(key)) {
        keys.delete(key);
        localStorage.removeItem(key);
      }
    }
    localStorage.setItem(list, [...keys].join('\n'));
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
  const entry = `${prefix}${tool} ${event.type}:${conversation.replace(/\n/g, ' ')}`;
  const first = sent.get(entry);
  // Two adapters for one tool, with two accounts for instance, are both told.
  if (first) return first === event;
  sent.set(entry, event);
  const [oldest = ''] = sent.keys();
  if (sent.size > pageLimit) sent.delete(oldest);
  return remember(entry);
}
