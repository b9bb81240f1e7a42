import { afterEach, describe, expect, it, vi } from 'vitest';
import { createBeaconReceiver } from '../../../src/server';
import type { BeaconBatch, BeaconReceiverOptions } from '../../../src/server';

const event = (fields: object = {}) => ({
  id: 'page-0',
  name: 'iadvize_chat_started',
  type: 'chatStarted',
  timestamp: 1_700_000_000_000,
  page: 'https://shop.example/cart',
  parameters: { conversation_id: '666', proactive: true, count: 3 },
  ...fields,
});

const request = (body: unknown, headers: Record<string, string> = {}) =>
  new Request('https://shop.example/events', {
    method: 'POST',
    body: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', origin: 'https://shop.example', ...headers },
  });

function start(options: BeaconReceiverOptions = {}, handle: (batch: BeaconBatch) => unknown = () => {}) {
  const batches: BeaconBatch[] = [];
  const onError = vi.fn();
  const receive = createBeaconReceiver(
    (batch) => {
      batches.push(batch);
      return handle(batch);
    },
    { onError, ...options },
  );
  return {
    batches,
    receive,
    onError,
    send: async (...args: Parameters<typeof request>) => (await receive(request(...args))).status,
  };
}

describe('the beacon receiver', () => {
  it.each(['application/json', 'text/plain;charset=UTF-8'])('hands over a batch of %s', async (type) => {
    const { send, batches } = start();
    const events = [event(), event({ id: 'page-1', page: undefined })];
    expect(await send({ events }, { 'content-type': type })).toBe(204);
    expect(batches).toHaveLength(1);
    expect(batches[0]?.events).toEqual(events);
    expect(batches[0]?.rejected).toEqual([]);
  });

  it('counts each id once: in a batch, over batches, and at once', async () => {
    const { send, batches } = start();
    const statuses = await Promise.all(Array.from({ length: 20 }, () => send({ events: [event(), event()] })));
    expect(statuses.every((status) => status === 204 || status === 503)).toBe(true);
    expect(await send({ events: [event(), event({ id: 'page-1' })] })).toBe(204);
    expect(batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(['page-0', 'page-1']);
  });

  it('answers 503 where the handler fails, and hands over everything again', async () => {
    const handle = vi.fn().mockRejectedValueOnce(new Error('no database'));
    const { send, batches, onError } = start({}, handle);
    const events = [event(), event({ id: 'page-1' })];
    expect(await send({ events })).toBe(503);
    expect(onError).toHaveBeenCalledOnce();
    expect(await send({ events })).toBe(204);
    expect(batches.map(({ events }) => events.length)).toEqual([2, 2]);
  });

  it.each<[string, object | null]>([
    ['no object', null],
    ['no id', { id: undefined }],
    ['a long id', { id: 'x'.repeat(101) }],
    ['an id of other characters', { id: 'a b' }],
    ['a name that is none', { name: '' }],
    ['a type that is none', { type: '<script>' }],
    ['a time that is none', { timestamp: '2024' }],
    ['a time out of range', { timestamp: 1e300 }],
    ['a page that is none', { page: {} }],
    ['a long page', { page: 'x'.repeat(2049) }],
    ['no parameters', { parameters: undefined }],
    ['parameters that nest', { parameters: { a: {} } }],
    ['too many parameters', { parameters: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`p${i}`, i])) }],
  ])('leaves out an event with %s, and keeps the others', async (_, fields) => {
    const { send, batches } = start();
    const wrong = fields && event(fields);
    expect(await send({ events: [wrong, event({ id: 'good' })] })).toBe(204);
    expect(batches[0]?.events.map(({ id }) => id)).toEqual(['good']);
    expect(batches[0]?.rejected).toEqual([{ index: 0, reason: expect.any(String) }]);
    expect(await send({ events: [wrong] })).toBe(400);
    expect(batches).toHaveLength(1);
  });

  it.each(['', '{', '[]', 'null', '{}', '{"events":[]}', '{"events":{}}', '['.repeat(100_000)])(
    'refuses %.20j with 400',
    async (body) => expect(await start().send(body)).toBe(400),
  );

  it('replaces what databases refuse in a text', async () => {
    const { send, batches } = start();
    const cut = '\ud83d';
    expect(await send({ events: [event({ page: `a\0${cut}`, parameters: { [`k${cut}`]: `v\0${cut}😀` } })] })).toBe(
      204,
    );
    const [read] = batches[0]?.events ?? [];
    expect([read?.page, read?.parameters]).toEqual(['a\ufffd\ufffd', { 'k\ufffd': 'v\ufffd\ufffd😀' }]);
    expect(await send({ events: [event({ name: cut })] })).toBe(400);
  });

  it.each<[string, BeaconReceiverOptions]>([
    ['client', { client: () => new Promise(() => {}) }],
    ['the limiter', { rateLimit: { consume: () => new Promise(() => {}) } }],
  ])('does not wait for %s that never answers', async (_, options) => {
    const { send, batches, onError } = start({ ...options, timeout: 20 });
    expect(await send({ events: [event()] })).toBe(503);
    expect(onError).toHaveBeenCalledOnce();
    expect(batches).toEqual([]);
  });

  it('refuses __proto__ as a parameter', async () => {
    const text = JSON.stringify({ events: [event()] }).replace('"count"', '"__proto__"');
    expect(await start().send(text)).toBe(400);
  });

  it('bounds bodies, and what they hold', async () => {
    const { send } = start({ maxBytes: 1000 });
    expect(await send({ events: [event({ parameters: { a: 'x'.repeat(1000) } })] })).toBe(413);
    const many = Array.from({ length: 1001 }, (_, index) => event({ id: `e-${index}` }));
    expect(await start().send({ events: many })).toBe(400);
    expect(await send({ events: [event()] }, { 'content-type': 'text/html' })).toBe(415);
  });

  it('takes events of its own origin and of those on the list', async () => {
    const { receive, send } = start({ origins: ['https://www.shop.example'] });
    expect(await send({ events: [event()] }, { origin: 'https://evil.example' })).toBe(403);
    expect(await send({ events: [event()] }, { origin: 'null' })).toBe(403);
    // Behind a proxy the address is another's; a page cannot write this header.
    expect(
      await send({ events: [event()] }, { origin: 'https://front.example', 'sec-fetch-site': 'same-origin' }),
    ).toBe(204);
    const preflight = await receive(
      new Request('https://shop.example/events', {
        method: 'OPTIONS',
        headers: { origin: 'https://www.shop.example' },
      }),
    );
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get('access-control-allow-origin')).toBe('https://www.shop.example');
    expect(preflight.headers.get('access-control-allow-headers')).toBe('Content-Type');
    const get = await receive(
      new Request('https://shop.example/events', { headers: { 'sec-fetch-site': 'same-origin' } }),
    );
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST, OPTIONS']);
  });

  it('lets so many requests of a client through, and says when to come back', async () => {
    const client = ({ headers }: Request) => headers.get('cookie') ?? undefined;
    const { receive } = start({ rateLimit: { requests: 30 }, client });
    const send = (cookie: string, id: number) => receive(request({ events: [event({ id: String(id) })] }, { cookie }));
    const answers = await Promise.all(Array.from({ length: 100 }, (_, id) => send('a', id)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(30);
    const refused = answers.find(({ status }) => status === 429);
    expect(Number(refused?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send('b', 100)).status).toBe(204);
  });

  const rejections: unknown[] = [];
  const listen = (reason: unknown) => void rejections.push(reason);
  afterEach(() => void process.off('unhandledRejection', listen));

  it.each([
    [
      'throws',
      () => {
        throw new Error('log');
      },
    ],
    [
      'rejects',
      async () => {
        throw new Error('log');
      },
    ],
  ])('answers where the site’s log %s', async (_, onError) => {
    process.on('unhandledRejection', listen);
    const { send } = start({ onError }, () => Promise.reject(new Error('no database')));
    expect(await send({ events: [event()] })).toBe(503);
    await new Promise(setImmediate);
    expect(rejections).toEqual([]);
  });

  it('names an option that is wrong', () => {
    for (const [name, value] of Object.entries({
      origins: ['https://*.shop.example/'],
      rateLimit: 5,
      store: {},
      maxBytes: NaN,
      timeout: Infinity,
      handlerTimeout: 2 ** 31,
    })) {
      expect(() => createBeaconReceiver(() => {}, { [name]: value })).toThrow(`Option ${name}`);
    }
    expect(() => createBeaconReceiver(() => {}, { stores: 1 } as object)).toThrow('No option stores');
    expect(() => createBeaconReceiver(5 as never)).toThrow('Handler: expected a function');
  });
});
