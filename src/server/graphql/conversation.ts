import type { HistoryEntry, HistoryProblem } from '../../shared/parse-history';
import { IAdvizeApiError } from '../error';
import { isRecord } from '../rest/kinds';
import { roleOf } from './names';
import type { ConversationShape } from './names';

/** A conversation, with the transcript that `parseHistory` gives. */
export interface GraphQLConversation {
  /** UUID: the `conversationId` of `chatStarted`. */
  readonly id: string;
  /** Id in the REST API: the `id` of `chatStarted`. */
  readonly legacyId: string | undefined;
  /** In epoch milliseconds. */
  readonly createdAt: number | undefined;
  /** In epoch milliseconds; undefined while it runs. */
  readonly closedAt: number | undefined;
  /** `'CHAT'`, `'WHATSAPP'` and others. */
  readonly channel: string | undefined;
  /** What could be read of its messages, in the order of the platform. */
  readonly entries: readonly HistoryEntry[];
  /** What was skipped. */
  readonly problems: readonly HistoryProblem[];
}

/** A conversation in a list: without its messages. */
export type GraphQLConversationSummary = Omit<GraphQLConversation, 'entries' | 'problems'>;

const codes = { operator: 1, visitor: 2, system: 3, unknown: 0 } as const;

const textOf = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : undefined);

const instantOf = (value: unknown): number | undefined => {
  const instant = typeof value === 'string' ? Date.parse(value) : typeof value === 'number' ? value : NaN;
  return Number.isNaN(instant) ? undefined : instant;
};

/** @throws IAdvizeApiError where it has no id. */
export function readSummary(value: unknown, resource: string): GraphQLConversationSummary {
  const { id, legacyId, createdAt, closedAt, channel } = isRecord(value) ? value : {};
  if (typeof id !== 'string' || !id) throw new IAdvizeApiError('it has no id', { code: 'unexpected', resource });
  return {
    id,
    legacyId: textOf(legacyId),
    createdAt: instantOf(createdAt),
    closedAt: instantOf(closedAt),
    channel: textOf(channel),
  };
}

/** The messages of a conversation as a plain list. */
function messagesOf(value: unknown, connection: ConversationShape['connection']): readonly unknown[] {
  const list = connection && isRecord(value) ? value[connection] : value;
  const messages: readonly unknown[] = Array.isArray(list) ? list : [];
  return connection === 'edges' ? messages.map((edge) => (isRecord(edge) ? edge['node'] : undefined)) : messages;
}

/** @returns what makes it unreadable, as `parseHistory` names it. */
function readEntry(message: unknown, types: readonly string[]): HistoryEntry | HistoryProblem['reason'] {
  if (!isRecord(message) || typeof message['__typename'] !== 'string') return 'syntax';
  const { __typename: type } = message;
  const index = types.indexOf(type);
  if (index < 0) return 'code';
  const timestamp = instantOf(message[`createdAt${index}`]);
  if (timestamp === undefined) return 'time';
  const author = message[`author${index}`];
  const by = isRecord(author) ? author['__typename'] : author;
  const role = (typeof by === 'string' ? roleOf(by) : undefined) ?? roleOf(type) ?? 'unknown';
  // A notice of the platform's may be known by its type alone.
  const text = textOf(message[`text${index}`]) ?? (role === 'system' ? type : undefined);
  if (text === undefined) return 'text';
  return { type: role, code: codes[role], text, timestamp };
}

/** @throws IAdvizeApiError where it is not the conversation asked for. */
export function readConversation(
  value: unknown,
  id: string,
  { connection, types }: ConversationShape,
): GraphQLConversation {
  const resource = `conversation/${id}`;
  if (value === null) throw new IAdvizeApiError('there is none', { code: 'not_found', resource });
  const summary = readSummary(value, resource);
  if (summary.id.toLowerCase() !== id.toLowerCase()) {
    throw new IAdvizeApiError('the answer is not the conversation asked for', { code: 'unexpected', resource });
  }
  const messages = isRecord(value) ? value['messages'] : undefined;
  const page = isRecord(messages) ? messages['pageInfo'] : undefined;
  if (isRecord(page) && page['hasNextPage'] === true) {
    throw new IAdvizeApiError('there are more messages than one answer gives', { code: 'incomplete', resource });
  }
  const entries: HistoryEntry[] = [];
  const problems: HistoryProblem[] = [];
  messagesOf(messages, connection).forEach((message, index) => {
    const entry = readEntry(message, types);
    if (typeof entry === 'string') problems.push({ index, reason: entry });
    else entries.push(entry);
  });
  return { ...summary, entries, problems };
}
