import { isLegacyId, isUuid } from '../../shared/conversation-id';
import { defaultTimeZone, toWallClock } from '../../shared/wall-clock';
import { IAdvizeApiError } from '../error';
import type { GraphQLClient } from '../graphql/client';
import { isRecord } from '../rest/kinds';
import type { Platform } from '../rest/platform';
import { createTransport } from '../rest/transport';
import type { HistoryAnswer } from './history-endpoint';

/** Conversations by the `id` of `chatStarted`, from the REST API. */
export interface RestSource {
  readonly source?: 'rest' | undefined;
  /** The REST API's key, which authorises the whole account. It stays here. */
  readonly apiKey: string;
  /** Which of iAdvize's platforms the account lives on: `'sd'`, standard, or `'ha'`, high availability. */
  readonly platform: Platform;
  /** How long the platform's answer may take, in milliseconds. Default: 10 000. */
  readonly timeout?: number | undefined;
  /** How long the platform's answer may be, in bytes. Default: 4 MiB. */
  readonly maxBytes?: number | undefined;
  /** Instead of the platform's own address: a proxy's, or a stand-in's. `https:`, or `http:` on loopback. */
  readonly baseUrl?: string | undefined;
  /** Default: the global one. */
  readonly fetch?: typeof fetch | undefined;
}

/** Conversations by the `conversationId` of `chatStarted`, a UUID that cannot be counted through, from GraphQL. */
export interface GraphQLSource {
  readonly source: 'graphql';
  /** What `createGraphQLClient` gave; its `timeout` and `maxBytes` hold. */
  readonly graphql: Pick<GraphQLClient, 'conversation'>;
}

export type HistorySource = RestSource | GraphQLSource;

/**
 * Reads conversations for the history endpoint.
 * @throws TypeError for a wrong source.
 */
export function createSource(options: HistorySource): {
  readonly isId: (id: unknown) => id is string;
  readonly read: (id: string, signal: AbortSignal) => Promise<HistoryAnswer>;
} {
  if (options.source === 'graphql') {
    const { graphql } = options;
    if (typeof graphql?.conversation !== 'function') throw new TypeError('graphql must be a client');
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
  if (options.source !== undefined && options.source !== 'rest')
    throw new TypeError("source must be 'rest' or 'graphql'");
  const { apiKey, platform, baseUrl, fetch, timeout = 10_000, maxBytes = 4 * 2 ** 20 } = options;
  // The client in the browser repeats what may be repeated.
  const get = createTransport({ apiKey, platform, baseUrl, fetch, timeout, maxBytes, retries: 0, concurrency: 100 });
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
