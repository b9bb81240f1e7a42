import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/server';
import { usePlatform } from '../../support/platform';

const server = usePlatform({ conversations: 3 });

describe('ids and times of the REST API', () => {
  it('are exact, whatever their size and zone', async () => {
    const client = createClient({ apiKey: server.platform.apiKey, baseUrl: server.platform.url });
    server.platform.fail({
      body: '{"meta":{"status":"success"},"data":{"id":9007199254740993,"created_at":"2024-01-01T12:00:00-05:00"}}',
    });
    const { id, created_at } = await client.visitor.get('9007199254740993');
    expect([id, created_at]).toEqual(['9007199254740993', Date.UTC(2024, 0, 1, 17)]);
  });
});
