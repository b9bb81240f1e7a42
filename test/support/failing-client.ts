import { inspect } from 'node:util';
import { expect } from 'vitest';
import { createClient, IAdvizeApiError } from '../../src/server';
import type { ClientOptions } from '../../src/server';
import { usePlatform } from './platform';

export const apiKey = 'k3y-that-nobody-may-see';

/** Clients of a stand-in, which a test has fail. */
export function useFailingClient() {
  const server = usePlatform({ apiKey, conversations: 5 });

  return {
    get platform() {
      return server.platform;
    },
    connect: (options: Partial<ClientOptions> = {}) =>
      createClient({ apiKey, baseUrl: server.platform.url, backoff: 1, timeout: 5000, ...options }),
  };
}

/** The error of a request, which must not hold the key. */
export async function errorOf(promise: Promise<unknown>): Promise<IAdvizeApiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof IAdvizeApiError)) throw new Error(`Not the error class: ${inspect(error)}`);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(apiKey);
  return error;
}
