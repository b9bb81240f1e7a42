import { beforeEach } from 'vitest';
import { createClient } from '../../src/server';
import type { Client } from '../../src/server';
import { usePlatform } from './platform';

/** A client of the stand-in, which has 30 conversations, and what it was sent last. */
export function useClient() {
  const server = usePlatform({ conversations: 30, now: Date.UTC(2024, 5, 1) });
  let client: Client;
  beforeEach(() => {
    client = createClient({ apiKey: server.platform.apiKey, baseUrl: server.platform.url });
  });

  return {
    get client() {
      return client;
    },
    get platform() {
      return server.platform;
    },
    sent: () => server.platform.requests.at(-1),
  };
}

/** All that a list gives. */
export async function collect<Item>(list: AsyncIterable<Item>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const item of list) items.push(item);
  return items;
}
