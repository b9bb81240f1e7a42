import { isUuid } from '../../shared/conversation-id';
import type { ProactiveReply, ProactiveSender } from '../bot/late';
import { IAdvizeApiError } from '../error';
import { isRecord } from '../rest/kinds';
import { actionsOrMessages } from './chatbot-message';
import { listClosed } from './closed-conversations';
import type { ClosedConversationFilters, ClosedConversationOptions } from './closed-conversations';
import { readConversation } from './conversation';
import type { GraphQLConversation, GraphQLConversationSummary } from './conversation';
import { textOf } from './document';
import type { GraphQLDocument, PrintDocument } from './document';
import { createSchema, shapeOf } from './names';
import type { ConversationShape, MessageNames } from './names';
import { aFunction, aString, checkOptions, isObject } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { createGraphQLTransport, transportChecks } from './transport';
import type { GraphQLTransportOptions } from './transport';

export interface GraphQLClientOptions extends GraphQLTransportOptions {
  /** `print` of the package `graphql`, for documents that hold no text of their own. */
  readonly print?: PrintDocument | undefined;
  /** Names that the documentation leaves open. Default: what the schema has, asked with the first conversation. */
  readonly messageNames?: MessageNames | undefined;
  /** The preview that `chatbotMessageSend` asks for; `[]` once it is general. Default: `['automation-chatbot-conversation']`. */
  readonly chatbotPreviews?: readonly string[] | undefined;
}

export interface GraphQLCallOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface GraphQLQueryOptions extends GraphQLCallOptions {
  /** Names of previews, as iAdvize gives them: `'automation-chatbot-conversation'`. */
  readonly previews?: readonly string[] | undefined;
}

/** A channel on which people behind a routing rule may be free. */
export type RoutingChannel = 'chat' | 'call' | 'video';

export interface ChatbotMessage {
  /** The platform's UUID of a conversation in which the visitor has written. */
  readonly conversationId: string;
  /** The bot agent's `idOperator`: `'ha-456678'`, or its number. */
  readonly chatbotId: string | number;
  /**
   * One message or action, made by the builders of `iadvize-callbacks/server/bot`. Anything but a text becomes text, in several
   * messages where that is longer than 450 characters.
   */
  readonly reply: ProactiveReply;
}

/** The GraphQL API. Each call rejects with `IAdvizeApiError`. */
export interface GraphQLClient extends ProactiveSender {
  /**
   * A conversation with its messages.
   * @param id UUID: the `conversationId` of `chatStarted`.
   * @throws TypeError for any other id; IAdvizeApiError with code `'not_found'` where there is none, and `'incomplete'` where the
   *   schema has pages of messages, and there are more.
   */
  conversation(id: string, options?: GraphQLCallOptions): Promise<GraphQLConversation>;
  /**
   * The conversations that were closed in an interval, page after page.
   * @example
   * const interval = { from: Date.now() - 86_400_000, to: Date.now() };
   * for await (const { id } of graphql.closedConversations({ interval })) console.log(id);
   */
  closedConversations(
    filters: ClosedConversationFilters,
    options?: ClosedConversationOptions,
  ): AsyncIterable<GraphQLConversationSummary>;
  /** On which channels somebody behind a routing rule is free. */
  routingRule(id: string, options?: GraphQLCallOptions): Promise<Readonly<Record<RoutingChannel, boolean>>>;
  /** Sends a message, a transfer or the end into a conversation of a bot's. */
  chatbotMessageSend(input: ChatbotMessage, options?: GraphQLCallOptions): Promise<void>;
  /**
   * Anything else.
   * @param document a string, or what a code generator made, which types the result and the variables.
   * @returns the answer's `data`.
   */
  query<Result = Readonly<Record<string, unknown>>, Variables extends object = Readonly<Record<string, unknown>>>(
    document: GraphQLDocument<Result, Variables>,
    variables?: Variables,
    options?: GraphQLQueryOptions,
  ): Promise<Result>;
}

const aList = [
  'a list of texts',
  (value: unknown) => Array.isArray(value) && value.every((each) => typeof each === 'string'),
] as const;

const nameChecks: OptionChecks<keyof MessageNames> = { text: aString, author: aString, createdAt: aString };

const checks: OptionChecks<keyof GraphQLClientOptions> = {
  ...transportChecks,
  print: aFunction,
  messageNames: ['an object', isObject],
  chatbotPreviews: aList,
};

const numberOf = (chatbotId: unknown): number => {
  const [, digits] = /^(?:[a-z]+-)?(\d{1,10})$/i.exec(String(chatbotId)) ?? [];
  if (!digits) throw new TypeError("chatbotId must be an idOperator, such as 'ha-456678', or its number");
  return Number(digits);
};

/** @throws TypeError */
function checkUuid(what: string, id: unknown): asserts id is string {
  if (!isUuid(id)) throw new TypeError(`${what} must be a UUID`);
}

/**
 * A client of the GraphQL API (`docs.iadvize.dev/technologies/graphql-api`). The token is taken with the first call, shared
 * by all, renewed five minutes before its end, with no more log-ins than the platform allows.
 * @throws TypeError for wrong options.
 * @example
 * import { createGraphQLClient } from 'iadvize-callbacks/server';
 * const graphql = createGraphQLClient({
 *   username: process.env['IADVIZE_USERNAME'] ?? '',
 *   password: process.env['IADVIZE_PASSWORD'] ?? '',
 * });
 * const { entries } = await graphql.conversation('c2f3a0f4-5b0e-4c3a-9d4f-0c8a3f6f2b11');
 */
export function createGraphQLClient(options: GraphQLClientOptions): GraphQLClient {
  checkOptions(options, checks);
  const { print, messageNames = {}, chatbotPreviews = ['automation-chatbot-conversation'] } = options;
  checkOptions(messageNames, nameChecks);
  const transport = createGraphQLTransport(options);
  const schema = createSchema(transport);
  let shape: Promise<ConversationShape> | undefined;

  function conversationShape(): Promise<ConversationShape> {
    const found = shape ?? shapeOf(schema, messageNames);
    shape = found;
    // After a failure, the next call asks again.
    found.catch(() => (shape = undefined));
    return found;
  }

  return {
    async conversation(id, { signal } = {}) {
      checkUuid('id', id);
      const found = await conversationShape();
      const query = `query ($id: UUID!) { conversation(id: $id) {
        id legacyId createdAt closedAt channel ${found.selection}
      } }`;
      const resource = `conversation/${id}`;
      const { conversation } = await transport({ resource, query, variables: { id }, signal });
      return readConversation(conversation, id, found);
    },

    closedConversations: (filters, options) => listClosed(transport, schema, filters, options),

    async routingRule(id, { signal } = {}) {
      checkUuid('id', id);
      const query = `query ($id: UUID!) { routingRule(id: $id) { availability {
        chat { isAvailable } call { isAvailable } video { isAvailable }
      } } }`;
      const resource = `routingRule/${id}`;
      const { routingRule: rule } = await transport({ resource, query, variables: { id }, signal });
      if (!isRecord(rule)) throw new IAdvizeApiError('there is none', { code: 'not_found', resource });
      const { availability } = rule;
      const on = (channel: RoutingChannel) => {
        const of = isRecord(availability) ? availability[channel] : undefined;
        return isRecord(of) && of['isAvailable'] === true;
      };
      return { chat: on('chat'), call: on('call'), video: on('video') };
    },

    async chatbotMessageSend({ conversationId, chatbotId, reply }, { signal } = {}) {
      checkUuid('conversationId', conversationId);
      const query = `mutation ($input: ChatbotMessageSendInput!) { chatbotMessageSend(input: $input) {
        userErrors { __typename }
      } }`;
      const to = { conversationId, chatbotId: numberOf(chatbotId) };
      for (const actionOrMessage of actionsOrMessages(reply)) {
        const variables = { input: { ...to, actionOrMessage } };
        await transport({ resource: 'chatbotMessageSend', query, variables, previews: chatbotPreviews, signal });
      }
    },

    async query<Result, Variables extends object>(
      document: GraphQLDocument<Result, Variables>,
      variables?: Variables,
      { previews, signal }: GraphQLQueryOptions = {},
    ) {
      const data = await transport({
        resource: 'graphql',
        query: textOf(document, print),
        variables,
        previews,
        signal,
      });
      // The document promises it, and the platform keeps to its schema.
      return data as Result;
    },
  };
}
