import { describe, expect, it } from 'vitest';
import {
  createAvailabilityEndpoint,
  createClient,
  createGraphQLClient,
  createHistoryEndpoint,
  createPushReceiver,
  createWebhookReceiver,
  signOnUrl,
} from '../../../src/server';
import { createBotConnector, createBotMemory } from '../../../src/server/bot';
import { createVisitorToken } from '../../../src/server/visitor-token';
import { createHistoryClient } from '../../../src/virtual-agent';
import { secret } from '../../support/webhooks';

describe('options', () => {
  const client = (options: object) => () => createClient({ apiKey: 'k', ...options });
  const history = (options: object) => () =>
    createHistoryEndpoint({ apiKey: 'k', platform: 'sd', authorize: () => true, ...options });
  const hook = (options: object) => () => createWebhookReceiver({}, { secret, ...options });
  const browser = (options: object) => () => createHistoryClient({ endpoint: '/history', ...options });

  const bot = (options: object) => () =>
    createBotConnector({ scenarios: () => [], availability: () => true, onMessage: () => [] }, { secret, ...options });
  const free = (options: object) => () =>
    createAvailabilityEndpoint({
      graphql: { routingRule: () => Promise.resolve({ chat: true, call: true, video: true }) },
      rules: ['d9d9a5c1-7d5c-4f4e-8a36-6a9a3c9c4c1f'],
      ...options,
    });
  const graphql = (options: object) => () => createGraphQLClient({ username: 'u', password: 'p', ...options });

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
    ['receiver: maxAge as a bigint', hook({ maxAge: 1n })],
    ['availability: any origin', free({ origins: ['*'] })],
    ['receiver: unknown', hook({ secrets: [] })],
    ['push: maxAge', () => createPushReceiver({}, { token: 't', maxAge: 1 } as object)],
    ['sign-on: unknown', () => signOnUrl('k', { url: '/' } as object)],
    ['push: a time zone that is none', () => createPushReceiver({}, { token: 't', timeZone: 'Mars/Base' })],
    ['bot: timeout Infinity', bot({ timeout: Infinity })],
    ['bot: welcomeTimeout as text', bot({ welcomeTimeout: '1500' })],
    ['bot: patience 2^31', bot({ patience: 2 ** 31 })],
    ['bot: a pause as long as the silence that ends a conversation', bot({ between: 300_000 })],
    ['bot: maxAge NaN', bot({ maxAge: NaN })],
    ['bot: maxBytes NaN', bot({ maxBytes: NaN })],
    ['bot: no store', bot({ store: {} })],
    ['bot: no memory', bot({ memory: { get: () => undefined } })],
    ['bot: no client', bot({ client: {} })],
    ['bot: onError', bot({ onError: 'log' })],
    ['bot: unknown', bot({ secrets: [] })],
    ['bot: memory as text', () => createBotMemory('1000' as never)],
    ['availability: no client', free({ graphql: {} })],
    ['availability: unknown channel', free({ channel: 'fax' })],
    ['availability: lifetime as text', free({ lifetime: '5000' })],
    ['availability: onError', free({ onError: 'log' })],
    ['availability: unknown', free({ rule: 'one' })],
    ['graphql: timeout Infinity', graphql({ timeout: Infinity })],
    ['graphql: unknown name', graphql({ messageNames: { txt: 'content' } })],
    ['graphql: a name that is none', graphql({ messageNames: { text: 5 } })],
    ['graphql: unknown', graphql({ token: 't' })],
    [
      'visitor token: unknown',
      () => createVisitorToken({ privateKey: 'k', publicKey: 'k', issuer: 'shop', audience: 'iAdvize' } as never),
    ],
    ['browser: timeout Infinity', browser({ timeout: Infinity })],
    ['browser: unknown', browser({ tickets: 1 })],
  ])('%s is a TypeError', (_, make) => {
    expect(make).toThrow(TypeError);
  });
});
