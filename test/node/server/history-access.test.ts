import { describe, expect, it } from 'vitest';
import { createHistoryEndpoint } from '../../../src/server';
import type { HistoryEndpointOptions } from '../../../src/server';
import { apiKey, ask, internal, read, session, ticketFor, useHistory } from '../../support/history';

const { asked, endpoint } = useHistory();

describe('the history endpoint', () => {
  it.each([[false], [undefined], [1], ['yes'], [{}]])('reads %j of authorize as no', async (verdict) => {
    const origin = await endpoint({ authorize: () => verdict as boolean });
    expect(await read(await ask(origin, '666'))).toEqual([403, { error: 'forbidden' }]);
    expect(asked).toEqual([]);
  });

  it.each(['authorize', 'client'] as const)(
    'fails closed where %s throws, and survives a log that throws',
    async (name) => {
      const error = new Error(internal);
      const thrown: unknown[] = [];
      const origin = await endpoint({
        [name]: () => {
          throw error;
        },
        onFailure: (failure) => {
          thrown.push(failure);
          throw new Error('log');
        },
      });
      expect(await read(await ask(origin, '666'))).toEqual([500, { error: 'failed' }]);
      expect(thrown).toEqual([{ code: 'site', error }]);
      expect(asked).toEqual([]);
    },
  );

  it('answers pages of the origins on the list, and of no other', async () => {
    const origin = await endpoint({ origins: ['https://www.shop.example'] });
    const from = async (page: string) => ask(origin, '666', await ticketFor('666'), { origin: page });

    const allowed = await from('https://www.shop.example');
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://www.shop.example');
    expect(allowed.headers.get('access-control-allow-credentials')).toBe('true');
    expect(allowed.headers.get('vary')).toBe('Origin, Sec-Fetch-Site');
    expect((await read(allowed))[0]).toBe(200);
    expect((await read(await from(origin)))[0]).toBe(200);

    asked.length = 0;
    for (const page of [
      'https://shop.example',
      'http://www.shop.example',
      'https://www.shop.example.evil',
      'null',
      '*',
    ]) {
      const refused = await from(page);
      expect(refused.headers.has('access-control-allow-origin')).toBe(false);
      expect(await read(refused)).toEqual([403, { error: 'forbidden' }]);
    }
    expect(asked).toEqual([]);
  });

  it('answers a preflight from an origin on the list', async () => {
    const origin = await endpoint({ origins: ['https://www.shop.example'] });
    const preflight = (page: string) => fetch(`${origin}/?id=666`, { method: 'OPTIONS', headers: { origin: page } });
    const { status, headers } = await preflight('https://www.shop.example');
    expect([status, headers.get('access-control-allow-headers')]).toEqual([204, 'Authorization']);
    expect((await preflight('https://evil.example')).status).toBe(403);
  });

  it('lets nobody walk the ids, and says when to come back', async () => {
    const origin = await endpoint({ rateLimit: { requests: 5 }, client: session });
    const ticket = await ticketFor('100');
    expect((await ask(origin, '100', ticket)).status).toBe(200);
    const walked: number[] = [];
    for (let id = 101; id < 110; id += 1) walked.push((await ask(origin, String(id), ticket)).status);
    expect(walked).toEqual([403, 403, 403, 403, 429, 429, 429, 429, 429]);
    expect(asked).toHaveLength(1);

    const refused = await ask(origin, '100', await ticketFor('100'));
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
    expect(await read(refused)).toEqual([429, { error: 'rate_limited' }]);
    const bob = await ask(origin, '200', await ticketFor('200', 'bob'), { cookie: 'session=bob' });
    expect(bob.status).toBe(200);
  });

  it('tells clients apart by the address that the nearest proxy saw', async () => {
    const origin = await endpoint({ rateLimit: { requests: 1 } });
    const status = async (forwarded: string) =>
      (await ask(origin, '666', undefined, { 'x-forwarded-for': forwarded })).status;
    expect(await status('1.1.1.1, 192.0.2.1')).toBe(403);
    expect(await status('2.2.2.2, 192.0.2.1')).toBe(429);
    expect(await status('1.1.1.1, 192.0.2.2')).toBe(403);
  });

  it.each<[string, object]>([
    ['no key', { apiKey: '' }],
    ['a key of two lines', { apiKey: 'a\r\nb' }],
    ['no authorize', { authorize: undefined }],
    ['an unknown platform', { platform: 'eu' }],
    ['any origin', { origins: ['*'] }],
    ['a page for an origin', { origins: ['https://www.shop.example/'] }],
    ['no origin', { origins: ['null'] }],
    ['a limit of none', { rateLimit: { requests: 0 } }],
    ['a key that goes over the network in the clear', { baseUrl: 'http://api.example' }],
  ])('is not made with %s', (_, wrong) => {
    const options = { apiKey, platform: 'sd', authorize: () => true, ...wrong } as HistoryEndpointOptions;
    expect(() => createHistoryEndpoint(options)).toThrow(TypeError);
  });
});
