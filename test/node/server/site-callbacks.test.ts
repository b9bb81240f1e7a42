import { describe, expect, it } from 'vitest';
import { createAvailabilityEndpoint, createHistoryEndpoint } from '../../../src/server';
import { webhookPayload } from '../../../src/testing/server';
import { usePlatform } from '../../support/platform';
import { deliver } from '../../support/webhooks';

const server = usePlatform({ conversations: 3 });

describe('what the site’s functions throw', () => {
  it.each<[string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('log');
      },
    ],
    ['rejects', () => Promise.reject(new Error('log'))],
  ])('reaches neither the answer nor the process where a log %s', async (_, log) => {
    server.platform.fail('unavailable');
    const { apiKey, url: baseUrl } = server.platform;
    const authorize = () => true;
    const endpoint = createHistoryEndpoint({ apiKey, baseUrl, platform: 'sd', authorize, onFailure: log });
    expect((await endpoint(new Request('https://shop.example/?id=1'))).status).toBe(502);
    const graphql = { routingRule: () => Promise.reject(new Error('away')) };
    const rules = ['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f'];
    const availability = createAvailabilityEndpoint({ graphql, rules, onError: log });
    expect(await (await availability(new Request('https://shop.example/'))).json()).toEqual({ available: false });
    const failing = { 'user.created': () => Promise.reject(new Error('no database')) };
    expect((await deliver(webhookPayload('user.created'), { onError: log }, failing)).status).toBe(500);
  });
});
