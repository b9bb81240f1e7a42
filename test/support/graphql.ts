import { createGraphQLClient } from '../../src/server';
import type { GraphQLClientOptions } from '../../src/server';
import type { Handler } from '../../src/testing/server';
import { usePlatform } from './platform';

/** Clients of the stand-in's GraphQL, which has 25 conversations, and what it was sent. */
export function useGraphQL() {
  const server = usePlatform({ conversations: 25 });
  const sentTo = (path: string) => server.platform.requests.filter(({ url }) => url.startsWith(path));

  return {
    get platform() {
      return server.platform;
    },
    serve: (handler: Handler) => server.serve(handler),
    clientOf: (options: Partial<GraphQLClientOptions> = {}) =>
      createGraphQLClient({
        username: server.platform.username,
        password: server.platform.password,
        baseUrl: server.platform.apiUrl,
        backoff: 0,
        ...options,
      }),
    logIns: () => sentTo('/oauth2/token'),
    queries: () => sentTo('/graphql'),
  };
}
