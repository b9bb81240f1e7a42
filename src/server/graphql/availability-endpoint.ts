import { aFunction, aPause, checkOptions, clientWith, oneOf, required } from '../../shared/check-options';
import type { OptionChecks } from '../../shared/check-options';
import { isUuid } from '../../shared/conversation-id';
import { originList } from '../origins';
import { createPageEndpoint } from '../page-endpoint';
import type { PageAnswer } from '../page-endpoint';
import { tell } from '../site-callback';
import type { GraphQLClient, RoutingChannel } from './client';

export interface AvailabilityEndpointOptions {
  /** What `createGraphQLClient` gave. */
  readonly graphql: Pick<GraphQLClient, 'routingRule'>;
  /** UUIDs of the routing rules that a handoff may lead to: somebody behind one of them is enough. */
  readonly rules: readonly string[];
  /** Default: `'chat'`. */
  readonly channel?: RoutingChannel | undefined;
  /** How long an answer serves everybody, in milliseconds. Default: 5 000. */
  readonly lifetime?: number | undefined;
  /**
   * Origins of other sites whose pages may ask: `['https://www.shop.example']`. Default: none; pages of the endpoint's own
   * origin always may.
   */
  readonly origins?: readonly string[] | undefined;
  /** Gets what the platform's refusals and failures throw. Default: nothing is logged. */
  readonly onError?: ((error: unknown) => unknown) | undefined;
}

const checks: OptionChecks<keyof AvailabilityEndpointOptions> = {
  graphql: required(clientWith('routingRule')),
  rules: required(['a list of UUIDs', (value) => Array.isArray(value) && value.length > 0 && value.every(isUuid)]),
  channel: oneOf('chat', 'call', 'video'),
  lifetime: aPause,
  origins: originList,
  onError: aFunction,
};

/**
 * The site's own endpoint for the handoff's `availability`: `GET` answers `{"available": true}` while somebody is free.
 * Where the platform cannot say, nobody is. 403 for pages of other sites.
 * @throws TypeError for wrong options.
 * @example
 * import { createAvailabilityEndpoint, createGraphQLClient } from 'iadvize-callbacks/server';
 * const graphql = createGraphQLClient({
 *   username: process.env['IADVIZE_USERNAME'] ?? '',
 *   password: process.env['IADVIZE_PASSWORD'] ?? '',
 * });
 * const availability = createAvailabilityEndpoint({ graphql, rules: ['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f'] });
 */
export function createAvailabilityEndpoint(
  options: AvailabilityEndpointOptions,
): (request: Request) => Promise<Response> {
  checkOptions(options, checks);
  const { graphql, rules, channel = 'chat', lifetime = 5000, origins = [], onError } = options;
  let asked: { readonly at: number; readonly available: Promise<boolean> } | undefined;

  async function ask(): Promise<boolean> {
    const free = await Promise.all(
      rules.map(async (rule) => {
        try {
          return (await graphql.routingRule(rule))[channel];
        } catch (error) {
          tell(onError, error);
          return false;
        }
      }),
    );
    return free.includes(true);
  }

  async function answer(): Promise<PageAnswer> {
    if (!asked || Date.now() - asked.at >= lifetime) asked = { at: Date.now(), available: ask() };
    return { status: 200, body: { available: await asked.available } };
  }

  return createPageEndpoint({ method: 'GET', origins, answer });
}
