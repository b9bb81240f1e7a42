import { describe, expect, it } from 'vitest';
import { createClient } from '../../../src/server';
import { useClient } from '../../support/client';

const rest = useClient();

describe('wrong arguments', () => {
  it.each([
    ['a key with a line break', { apiKey: 'a\r\nX-Evil: 1' }],
    ['an empty key', { apiKey: '' }],
    ['a key with a space', { apiKey: 'a b' }],
    ['an unknown platform', { platform: 'toString' as 'sd' }],
    ['an unencrypted address', { baseUrl: 'http://shop.example/api/2' }],
    ['a file', { baseUrl: 'file:///etc/passwd' }],
    ['no address', { baseUrl: 'somewhere' }],
    ['no concurrency', { concurrency: 0 }],
    ['a negative pause', { backoff: -1 }],
    ['NaN', { timeout: NaN }],
  ])('%s is a TypeError that does not repeat the key', (_, options) => {
    expect(() => createClient({ apiKey: 'secret-key', ...options })).toThrow(TypeError);
    try {
      createClient({ apiKey: 'secret-key', ...options });
    } catch (error) {
      expect(String(error)).not.toContain('secret-key');
      expect(String(error)).not.toContain('Evil');
    }
  });

  it.each(['', '../client', '1/live', '1\r\nHost: evil', '1?full=1', '%2e%2e', 'x'.repeat(65), NaN, 1.5, {} as string])(
    'the id %j reaches no platform',
    async (id) => {
      for (const call of [
        () => rest.client.operator.get(id),
        () => rest.client.operator.update(id, {}),
        () => rest.client.operator.delete(id),
        () => rest.client.operator.live.get(id),
        () => rest.client.operator.profile(id),
      ]) {
        await expect(call()).rejects.toThrow(TypeError);
      }
      expect(rest.platform.requests).toEqual([]);
    },
  );

  it('values of the wrong kind reach no platform', async () => {
    await expect(rest.client.operator.update(1, { chat_enabled: 'yes' as unknown as boolean })).rejects.toThrow(
      'operator: chat_enabled must be a boolean',
    );
    await expect(rest.client.operator.update(1, { id: 5 } as object)).rejects.toThrow(TypeError);
    await expect(rest.client.operator.update(1, { surprise: 5 } as object)).rejects.toThrow('no field surprise');
    await expect(rest.client.operator.create({ website_list: '1' as unknown as string[] })).rejects.toThrow(
      'must be a list',
    );
    expect(() => rest.client.conversation.list({ filters: { from: 'yesterday' } })).toThrow('from must be');
    expect(() => rest.client.conversation.list({ filters: { from: 2e12, to: 1e12 } })).toThrow('from is after to');
    expect(() => rest.client.operator.list({ limit: 101 })).toThrow('limit must be a whole number from 1 to 100');
    expect(() => rest.client.operator.list({ page: 0 })).toThrow('page must be');
    expect(() => createClient({ apiKey: 'key', timeZone: 'Mars/Base' })).toThrow(
      'expected a time zone, not "Mars/Base"',
    );
    expect(rest.platform.requests).toEqual([]);
  });
});
