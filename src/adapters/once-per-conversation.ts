import type { IAdvizeEvent } from '../core/event';

/** How many starts and ends of conversations are remembered for each tool; older ones make room. */
const limit = 50;

/** How many this page remembers of them, of all tools together. */
const pageLimit = 200;

/** What was sent from this page, by tool, event and conversation, oldest first. */
const sent = new Map<string, IAdvizeEvent>();

/** The conversation's UUID, or its id of the REST API on tags from before 2020; undefined for other events. */
export function conversationOf({ type, detail }: IAdvizeEvent): string | undefined {
  return type === 'chatStarted' || type === 'chatEnded' ? (detail.conversationId ?? detail.id) : undefined;
}

/** Adds to the tool's list in storage; returns false where it is on it already. */
function remember(tool: string, entry: string): boolean {
  try {
    const key = `iadvize-callbacks:${tool}`;
    const entries = localStorage.getItem(key)?.split(' ') ?? [];
    if (entries.includes(entry)) return false;
    localStorage.setItem(key, [...entries, entry].slice(-limit).join(' '));
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
  const entry = `${event.type}:${conversation}`;
  const first = sent.get(tool + entry);
  // Two adapters for one tool, with two accounts for instance, are both told.
  if (first) return first === event;
  sent.set(tool + entry, event);
  const [oldest = ''] = sent.keys();
  if (sent.size > pageLimit) sent.delete(oldest);
  return remember(tool, entry);
}
