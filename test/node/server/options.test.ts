import { describe, expect, it } from 'vitest';
import {
  createClient,
  createHistoryEndpoint,
  createPushReceiver,
  createWebhookReceiver,
  signOnUrl,
} from '../../../src/server';
import { createHistoryClient } from '../../../src/virtual-agent';
import { secret } from '../../support/webhooks';

describe('options', () => {
  const client = (options: object) => () => createClient({ apiKey: 'k', ...options });
  const history = (options: object) => () =>
    createHistoryEndpoint({ apiKey: 'k', platform: 'sd', authorize: () => true, ...options });
  const hook = (options: object) => () => createWebhookReceiver({}, { secret, ...options });
  const browser = (options: object) => () => createHistoryClient({ endpoint: '/history', ...options });

  it.each<[string, () => unknown]>([
    ['client: timeout Infinity', client({ timeout: Infinity })],
    ['client: timeout 2^31', client({ timeout: 2 ** 31 })],
    ['client: timeout as text', client({ timeout: '1000' })],
    ['client: maxBytes NaN', client({ maxBytes: NaN })],
    ['client: unknown', client({ retry: 1 })],
    ['endpoint: timeout Infinity', history({ timeout: Infinity })],
    ['endpoint: a wildcard for an origin', history({ origins: ['https://*.shop.example'] })],
    ['endpoint: unknown', history({ allow: [] })],
    ['endpoint: limit as text', history({ rateLimit: { requests: '30' } })],
    ['endpoint: unknown limit', history({ rateLimit: { max: 30 } })],
    ['receiver: maxBytes NaN', hook({ maxBytes: NaN })],
    ['receiver: timeout 2^31', hook({ timeout: 2 ** 31 })],
    ['receiver: no store', hook({ store: {} })],
    ['receiver: maxAge as text', hook({ maxAge: '1' })],
    ['receiver: unknown', hook({ secrets: [] })],
    ['push: maxAge', () => createPushReceiver({}, { token: 't', maxAge: 1 } as object)],
    ['sign-on: unknown', () => signOnUrl('k', { url: '/' } as object)],
    ['browser: timeout Infinity', browser({ timeout: Infinity })],
    ['browser: unknown', browser({ tickets: 1 })],
  ])('%s is a TypeError', (_, make) => {
    expect(make).toThrow(TypeError);
  });
});
