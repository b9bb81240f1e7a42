import { createHash, randomUUID } from 'node:crypto';
import { close, text, transfer } from '../../server/bot/replies';
import type { Reply } from '../../server/bot/wire';
import { parseHistory } from '../../shared/parse-history';
import { fromWallClock } from '../../shared/wall-clock';
import type { BotStandIn, Chat } from './bot';
import type { PlatformData, PlatformRecord } from './data';
import { schema as definitions } from './schema';

export interface GraphQLState {
  readonly data: PlatformData;
  readonly timeZone: string;
  /** The bots whose conversations it knows. */
  readonly bots: readonly BotStandIn[];
  readonly username: string;
  readonly password: string;
}

export interface StandInAnswer {
  readonly status: number;
  readonly body: unknown;
}

/**
 * The UUID under which GraphQL knows a conversation of the REST API.
 * @example
 * import { conversationUuid } from 'iadvize-callbacks/testing/server';
 * const id = conversationUuid(1);
 */
export function conversationUuid(legacyId: number | string): string {
  const hex = createHash('sha256').update(`conversation ${legacyId}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const iso = (instant: number | undefined) => (instant === undefined ? null : new Date(instant).toISOString());

const messageTypes: Readonly<Record<string, string>> = {
  operator: 'OperatorMessage',
  bot: 'OperatorMessage',
  visitor: 'VisitorMessage',
  system: 'SystemMessage',
};

const messageOf = (from: string, content: string, at: number) => ({
  __typename: messageTypes[from],
  createdAt: iso(at),
  content,
  text: content,
  author: { __typename: from === 'visitor' ? 'Visitor' : 'User', id: null },
});

function fromRecord(record: PlatformRecord, timeZone: string) {
  const time = (value: unknown) => (typeof value === 'string' ? fromWallClock(value, timeZone) : undefined);
  const { history, created_at: createdAt, closed_at: closedAt } = record;
  return {
    id: conversationUuid(record.id),
    legacyId: record.id,
    createdAt: iso(time(createdAt) ?? 0),
    closedAt: iso(time(closedAt)),
    channel: 'CHAT',
    messages: parseHistory(typeof history === 'string' ? history : '', { timeZone })
      .entries.filter(({ type }) => Object.hasOwn(messageTypes, type))
      .map(({ type, text, timestamp }) => messageOf(type, text, timestamp)),
  };
}

function fromChat({ id, state, messages }: Chat) {
  return {
    id,
    legacyId: null,
    createdAt: iso(messages[0]?.at ?? 0),
    closedAt: state === 'closed' ? iso(messages.at(-1)?.at ?? 0) : null,
    channel: 'CHAT',
    messages: messages.map(({ from, payload, at }) =>
      messageOf(from, payload.contentType === 'text' ? payload.value : JSON.stringify(payload), at),
    ),
  };
}

interface ChatbotInput {
  readonly conversationId: string;
  readonly chatbotId: number;
  readonly actionOrMessage: {
    readonly chatbotMessage?: {
      readonly chatbotSimpleTextMessage?: string;
      readonly chatbotMessageAttachmentInput?: {
        readonly quickReplyMenu?: { readonly message: string; readonly choices: readonly string[] };
      };
    };
    readonly chatbotAction?: {
      readonly closeMessage?: object;
      readonly transferMessage?: {
        readonly routingRuleId: string;
        readonly transferOptions?: { readonly timeout?: number };
      };
    };
  };
}

function replyOf({ actionOrMessage: { chatbotMessage, chatbotAction } }: ChatbotInput): Reply | undefined {
  const menu = chatbotMessage?.chatbotMessageAttachmentInput?.quickReplyMenu;
  if (menu) return text(menu.message, { quickReplies: menu.choices });
  if (chatbotMessage?.chatbotSimpleTextMessage) return text(chatbotMessage.chatbotSimpleTextMessage);
  const handover = chatbotAction?.transferMessage;
  if (handover)
    return transfer(handover.routingRuleId, { timeout: (handover.transferOptions?.timeout ?? 60) * 1000 })[0];
  return chatbotAction?.closeMessage ? close() : undefined;
}

/** The resolvers. */
const rootOf = ({ data, timeZone, bots }: GraphQLState) => ({
  conversation({ id }: { id: string }) {
    const record = data.conversation.find((each) => conversationUuid(each.id) === id);
    const chat = bots.flatMap(({ chats }) => chats).find((each) => each.id === id);
    return record ? fromRecord(record, timeZone) : chat ? fromChat(chat) : null;
  },

  closedConversations(given: { first?: number; after?: string; interval: { from: string; to: string } }) {
    const { first = 100, after, interval } = given;
    const [from, to] = [Date.parse(interval.from), Date.parse(interval.to)];
    const closed = data.conversation
      .map((record) => ({ record, at: fromWallClock(String(record['closed_at']), timeZone) ?? NaN }))
      .filter(({ at }) => at >= from && at <= to);
    const start = after === undefined || after === null ? 0 : Number(after);
    const page = closed.slice(start, start + first);
    return {
      edges: page.map(({ record }) => ({ node: fromRecord(record, timeZone) })),
      pageInfo: { hasNextPage: start + first < closed.length, endCursor: String(start + page.length) },
    };
  },

  projects: () => ({
    edges: data.website.map(({ id, label }) => ({ node: { id, name: label } })),
    pageInfo: { hasNextPage: false, endCursor: null },
  }),

  routingRule({ id }: { id: string }) {
    const rule = bots.flatMap(({ rules }) => rules).find((each) => each.id === id);
    const off = { isAvailable: false };
    return rule ? { id, availability: { chat: { isAvailable: rule.free }, call: off, video: off } } : null;
  },

  async chatbotMessageSend({ input }: { input: ChatbotInput }) {
    const bot = bots.find(({ operatorId }) => operatorId.endsWith(`-${input.chatbotId}`));
    const reply = replyOf(input);
    const taken = reply !== undefined && (await bot?.play(input.conversationId, reply)) === true;
    return { userErrors: taken ? [] : [{ message: 'The conversation takes no message of this chatbot.' }] };
  },
});

/** Log-ins of a user in a minute. */
const mostLogIns = 10;

/** The GraphQL API and its log-in, executed by the package `graphql`. */
export function createGraphQL(state: GraphQLState) {
  const tokens = new Set<string>();
  let logIns: number[] = [];

  function logIn(form: URLSearchParams): StandInAnswer {
    logIns = logIns.filter((at) => at > Date.now() - 60_000);
    if (logIns.length >= mostLogIns) return { status: 429, body: { error: 'too_many_requests' } };
    logIns.push(Date.now());
    const good =
      form.get('username') === state.username &&
      form.get('password') === state.password &&
      form.get('grant_type') === 'password';
    if (!good) return { status: 401, body: { error: 'invalid_grant' } };
    const token = randomUUID();
    tokens.add(token);
    const body = { access_token: token, expires_in: 86_400, token_type: 'Bearer', refresh_token: 'none' };
    return { status: 200, body };
  }

  async function execute(body: string): Promise<StandInAnswer> {
    // Only who asks for GraphQL needs the package.
    const { buildSchema, graphql } = await import('graphql');
    const { query = '', variables } = JSON.parse(body) as { query?: string; variables?: Record<string, unknown> };
    const schema = buildSchema(definitions);
    const rootValue = rootOf(state);
    const result = await graphql({ schema, source: query, rootValue, variableValues: variables ?? {} });
    return { status: 200, body: result };
  }

  return {
    /** Ends every token, as a day does. */
    expire: () => tokens.clear(),

    /** Undefined where the request is not for it. */
    async answer(
      path: string,
      method: string,
      authorization: string | undefined,
      body: string,
    ): Promise<StandInAnswer | undefined> {
      if (method === 'POST' && path === '/oauth2/token') return logIn(new URLSearchParams(body));
      const token = /^Bearer (\S+)$/i.exec(authorization ?? '')?.[1];
      const known = token !== undefined && tokens.has(token);
      const refused = { error: 'invalid_token', error_description: 'access token not valid' };
      if (path === '/_authenticated')
        return { status: known ? 200 : 401, body: known ? { authenticated: true } : refused };
      if (method !== 'POST' || path !== '/graphql') return undefined;
      return known ? execute(body) : { status: 401, body: refused };
    },
  };
}
