import { longestTimer } from '../../shared/delay';
import { isLegacyId, isUuid } from '../../shared/conversation-id';
import { defaultTimeZone, toWallClock } from '../../shared/wall-clock';
import { IAdvizeApiError } from '../error';
import type { GraphQLClient } from '../graphql/client';
import { isRecord } from '../rest/kinds';
import type { Platform } from '../rest/platform';
import { aFunction, aPositiveNumber, aWholeNumber, clientWith, oneOf, required } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { createTransport, platformChecks } from '../rest/transport';
import type { HistoryAnswer } from './history-endpoint';

/** Conversations by the `id` of `chatStarted`, from the REST API. */
export interface RestSource {
  readonly source?: 'rest' | undefined;
  /** The REST API's key, which authorises the whole account. It stays here. */
  readonly apiKey: string;
  /** Which of iAdvize's platforms the account lives on: `'sd'`, standard, or `'ha'`, high availability. */
  readonly platform: Platform;
  /** How long the platform's answer may be, in bytes. Default: 4 MiB. */
  readonly maxBytes?: number | undefined;
  /** How many requests to the platform may run at once. Default: 100. */
  readonly concurrency?: number | undefined;
  /** How many more may wait for their turn; what comes then is answered with 503. Default: 1 000. */
  readonly maxQueue?: number | undefined;
  /** Instead of the platform's own address: a proxy's, or a stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** Conversations by the `conversationId` of `chatStarted`, a UUID that cannot be counted through, from GraphQL. */
export interface GraphQLSource {
  readonly source: 'graphql';
  /** What `createGraphQLClient` gave; its own limits hold, too. */
  readonly graphql: Pick<GraphQLClient, 'conversation'>;
}

export type HistorySource = RestSource | GraphQLSource;

const restChecks: OptionChecks<keyof RestSource> = {
  source: oneOf('rest', 'graphql'),
  ...platformChecks,
  platform: required(platformChecks.platform),
  maxBytes: aPositiveNumber,
  concurrency: aPositiveNumber,
  maxQueue: aWholeNumber,
  fetch: aFunction,
};
const graphqlChecks: OptionChecks<keyof GraphQLSource> = {
  source: restChecks.source,
  graphql: required(clientWith('conversation')),
};

/** The options of a source alone. */
export const sourceChecks = (options: HistorySource): OptionChecks =>
  options?.source === 'graphql' ? graphqlChecks : restChecks;

/** When to come back where the platform wants no requests and does not say until when, in milliseconds. */
export const retryAfter = 5000;

/** Reads conversations for the history endpoint, by ids of one kind. */
export function createSource(
  options: HistorySource,
  timeout: number,
): {
  readonly isId: (id: unknown) => id is string;
  readonly read: (id: string, signal: AbortSignal) => Promise<HistoryAnswer>;
} {
  if (options.source === 'graphql') {
    const { graphql } = options;
    return {
      isId: isUuid,
      async read(id, signal) {
        const { entries, closedAt } = await graphql.conversation(id, { signal });
        // As the REST API writes it, so that browsers read both alike.
        const lines = entries.map(({ code, text, timestamp }) =>
          JSON.stringify([code, toWallClock(timestamp, defaultTimeZone), text, timestamp]),
        );
        return { id, history: lines.join(), closed: closedAt !== undefined };
      },
    };
  }
  const { apiKey, platform, baseUrl, fetch, maxBytes = 4 * 2 ** 20, concurrency = 100, maxQueue = 1000 } = options;
  // The client in the browser repeats what may be repeated, and waits where it is told to.
  const patience = { retries: 0, backoff: retryAfter, maxPause: 0 };
  const get = createTransport({
    ...patience,
    ...{ apiKey, platform, baseUrl, fetch, maxBytes, concurrency, maxQueue },
    // The endpoint's own comes first: what is due is answered before connections are broken off, which takes long. This one
    // ends a request that others have joined meanwhile.
    timeout: Math.min(timeout * 1.25, longestTimer),
    maxWait: timeout * 0.9,
  });
  return {
    isId: isLegacyId,
    async read(id, signal) {
      return readConversation((await get({ method: 'GET', path: `conversation/${id}`, signal })).data, id);
    },
  };
}

/** @throws IAdvizeApiError where it is not the conversation that was asked for. */
function readConversation(data: unknown, id: string): HistoryAnswer {
  const { id: of, history, closed_at: closedAt } = isRecord(data) ? data : {};
  if (String(of) !== id || (typeof history !== 'string' && history !== null)) {
    const details = { code: 'unexpected', resource: `conversation/${id}` } as const;
    throw new IAdvizeApiError('the answer is not the conversation asked for', details);
  }
  return { id, history: history ?? '', closed: typeof closedAt === 'string' && /^[1-9]/.test(closedAt) };
}
