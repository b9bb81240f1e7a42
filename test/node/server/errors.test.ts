import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClient, IAdvizeApiError } from '../../../src/server';
import type { Client, ClientOptions } from '../../../src/server';
import { startPlatform } from '../../../src/testing/server';
import type { FaultAnswer, FaultName, PlatformStandIn } from '../../../src/testing/server';

const apiKey = 'k3y-that-nobody-may-see';
let platform: PlatformStandIn;
let client: Client;
const connect = (options: Partial<ClientOptions> = {}) =>
  createClient({ apiKey, baseUrl: platform.url, backoff: 1, timeout: 5000, ...options });

beforeEach(async () => {
  platform = await startPlatform({ apiKey, conversations: 5 });
  client = connect();
});
afterEach(() => platform.close());

async function errorOf(promise: Promise<unknown>): Promise<IAdvizeApiError> {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof IAdvizeApiError)) throw new Error(`Not the error class: ${inspect(error)}`);
  expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(apiKey);
  return error;
}

describe('the answer', () => {
  it.each<[FaultName | FaultAnswer, string, number | undefined]>([
    ['forbidden', 'forbidden', 403],
    [{ status: 401, body: '' }, 'forbidden', 401],
    [{ status: 403, body: '<html>' }, 'forbidden', 403],
    [{ status: 200, body: { meta: { status: 'error', message: 'Forbidden' } } }, 'forbidden', 200],
    [
      { status: 200, body: { meta: { status: 'fail', message: "Unknown 'operator' with 'id' 456." } } },
      'not_found',
      200,
    ],
    [{ status: 404, body: 'Not found' }, 'not_found', 404],
    [{ status: 200, body: { meta: { status: 'fail', message: "Field 'email' is missing." } } }, 'invalid', 200],
    [
      { status: 400, body: { meta: { status: 'fail', message: "Value of field 'email' is not valid." } } },
      'invalid',
      400,
    ],
    [{ status: 200, body: { meta: { status: 'error', message: 'Over 3 months' } } }, 'invalid', 200],
    ['html', 'unexpected', 200],
    ['truncated', 'unexpected', 200],
    ['empty', 'unexpected', 200],
    ['wrong-envelope', 'unexpected', 200],
    [{ body: 'null' }, 'unexpected', 200],
    [{ body: '[]' }, 'unexpected', 200],
    [{ body: { meta: { status: 'success' } } }, 'unexpected', undefined],
    [{ body: { meta: { status: 'success' }, data: [] } }, 'unexpected', undefined],
    [{ body: { meta: { status: 'surprise' }, data: {} } }, 'unexpected', 200],
    [{ status: 418, body: { meta: { status: 'success' }, data: { id: 1 } } }, 'unexpected', 418],
    ['redirect', 'unexpected', 302],
    [{ body: `${'['.repeat(100_000)}` }, 'unexpected', 200],
  ])('%j is the error %s', async (fault, code, status) => {
    platform.fail(fault);
    const error = await errorOf(client.operator.get(456));
    expect(error).toMatchObject({ code, status, resource: 'operator/456' });
    expect(error.message).toContain('operator/456');
    expect(platform.requests).toHaveLength(1);
  });

  it('keeps what the platform says, without the key, on one line, in bounds', async () => {
    platform.fail({
      status: 400,
      body: { meta: { status: 'fail', message: `Bad\r\nkey ${apiKey} ${'x'.repeat(5000)}` } },
    });
    const { message } = await errorOf(client.operator.get(1));
    expect(message).toContain('Bad key [key] xxx');
    expect(message.length).toBeLessThan(600);
  });

  it('to a wrong key is forbidden', async () => {
    expect(await errorOf(connect({ apiKey: 'another' }).operator.get(101))).toMatchObject({
      code: 'forbidden',
      status: 403,
    });
  });

  it('of a validation is the platform’s message', async () => {
    const error = await errorOf(client.operator.create({ email: 'nonsense' }));
    expect(error).toMatchObject({
      code: 'invalid',
      status: 400,
      message: "iAdvize API, operator: Value of field 'email' is not valid.",
    });
  });

  it('holding __proto__ changes nothing', async () => {
    platform.fail({ body: '{"meta":{"status":"success"},"data":{"id":"1","__proto__":{"name":"polluted"}}}' });
    expect((await client.operator.get(1)).name).toBeUndefined();
    expect({}).not.toHaveProperty('name');
  });
});

describe('time and memory', () => {
  it('an answer of 100 MB is refused early', async () => {
    platform.fail('huge');
    const before = process.memoryUsage().rss;
    expect(await errorOf(connect({ maxBytes: 2 ** 20 }).operator.get(1))).toMatchObject({ code: 'too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 2 ** 20);
  });

  it('one byte a second times out', async () => {
    platform.fail('drip');
    expect(await errorOf(connect({ timeout: 300, retries: 0 }).operator.get(1))).toMatchObject({ code: 'timeout' });
  });

  it('a body that ignores the signal times out as well', async () => {
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new TextEncoder().encode(' ')),
      pull: () => new Promise(() => {}),
    });
    const fetch = () => Promise.resolve(new Response(body));
    expect(await errorOf(connect({ timeout: 100, retries: 0, fetch }).operator.get(1))).toMatchObject({
      code: 'timeout',
    });
  });

  it('silence times out', async () => {
    platform.fail('hang', { times: 2 });
    expect(await errorOf(connect({ timeout: 100, retries: 1 }).operator.get(1))).toMatchObject({ code: 'timeout' });
    expect(platform.requests).toHaveLength(2);
  });

  it('an abort ends a request under way, one in line, a pause, and one not begun', async () => {
    platform.fail('hang', { times: 9 });
    const busy = connect({ concurrency: 1 });
    const controller = new AbortController();
    const { signal } = controller;
    const requests = [busy.operator.get(1, { signal }), busy.operator.get(2, { signal })];
    while (!platform.requests.length) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error(`because of ${apiKey}`));
    for (const request of requests) expect(await errorOf(request)).toMatchObject({ code: 'aborted' });
    expect(await errorOf(busy.operator.get(3, { signal }))).toMatchObject({ code: 'aborted' });
    expect(platform.requests).toHaveLength(1);

    const pausing = new AbortController();
    const waits: FaultAnswer = { status: 429, headers: { 'retry-after': '30' }, body: '' };
    const other = await startPlatform({ apiKey, conversations: 1 });
    other.fail(waits);
    const request = connect({ baseUrl: other.url }).operator.get(101, { signal: pausing.signal });
    while (!other.requests.length) await new Promise((resolve) => setTimeout(resolve, 5));
    setTimeout(() => pausing.abort(), 20);
    expect(await errorOf(request)).toMatchObject({ code: 'aborted' });
    await other.close();
  });

  it('nobody there is the error network', async () => {
    await platform.close();
    expect(await errorOf(client.operator.get(1))).toMatchObject({ code: 'network', status: undefined });
  });
});

describe('retries', () => {
  it.each<FaultName>(['unavailable', 'rate-limited', 'disconnect'])('cure %s of a read', async (fault) => {
    platform.fail(fault, { times: 2 });
    expect(await connect({ maxPause: 5000 }).operator.get(101)).toMatchObject({ id: '101' });
    expect(platform.requests).toHaveLength(3);
  });

  it('are bounded', async () => {
    platform.fail('unavailable', { times: 99 });
    expect(await errorOf(client.operator.get(101))).toMatchObject({ code: 'unavailable', status: 503 });
    expect(platform.requests).toHaveLength(4);
  });

  it.each<[string, () => Promise<unknown>, FaultName, number]>([
    ['create after 5xx', () => client.tag.create({ name: 'x' }), 'unavailable', 1],
    ['create after a broken connection', () => client.tag.create({ name: 'x' }), 'disconnect', 1],
    ['delete after 5xx', () => client.group.delete(11), 'unavailable', 1],
    ['update after 5xx', () => client.group.update(11, { name: 'x' }), 'unavailable', 2],
    ['create after 429', () => client.tag.create({ name: 'x' }), 'rate-limited', 2],
    ['read after 403', () => client.group.get(11), 'forbidden', 1],
  ])('%s', async (_, call, fault, requests) => {
    platform.fail(fault);
    await call().catch(() => {});
    expect(platform.requests).toHaveLength(requests);
  });

  it('wait as long as the platform says, for every request', async () => {
    platform.fail({ status: 429, headers: { 'retry-after': '1' }, body: '' });
    const timer = vi.spyOn(globalThis, 'setTimeout');
    await client.operator.get(101);
    const pauses = timer.mock.calls.map(([, pause = 0]) => pause).filter((pause) => pause < 5000);
    timer.mockRestore();
    // A second, less what passed until the pause began; without the header it would be some milliseconds.
    expect(Math.max(...pauses)).toBeGreaterThan(500);
  });

  it('give up where it says too long', async () => {
    platform.fail({ status: 429, headers: { 'retry-after': '3600' }, body: '' });
    expect(await errorOf(connect().operator.get(101))).toMatchObject({ code: 'rate_limited', retryAfter: 3_600_000 });
    platform.fail({ status: 503, headers: { 'retry-after': new Date(Date.now() + 3.6e6).toUTCString() }, body: '' });
    const { retryAfter } = await errorOf(client.operator.get(101));
    expect(retryAfter).toBeGreaterThan(3.5e6);
    expect(platform.requests).toHaveLength(2);
  });
});

describe('concurrency', () => {
  it('is limited, and all are served', async () => {
    platform.fail(
      ({ url = '' }, response) => {
        const body = { meta: { status: 'success' }, data: { id: url.split('/').at(-1) } };
        setTimeout(() => response.end(JSON.stringify(body)), 5);
      },
      { times: 40 },
    );
    const few = connect({ concurrency: 3 });
    const records = await Promise.all(Array.from({ length: 40 }, (_, index) => few.operator.get(101 + (index % 6))));
    expect(records.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => String(101 + (index % 6))));
    expect(platform.load.most).toBe(3);
  });

  it('goes on after failures', async () => {
    platform.fail('forbidden', { times: 10 });
    const few = connect({ concurrency: 1 });
    await Promise.allSettled(Array.from({ length: 10 }, () => few.operator.get(101)));
    expect(await few.operator.get(101)).toMatchObject({ id: '101' });
  });
});

describe('the key', () => {
  it('does not follow a redirect', async () => {
    const elsewhere = await startPlatform();
    platform.fail({ status: 302, headers: { location: `${elsewhere.url}/operator/101` }, body: '' });
    await errorOf(client.operator.get(101));
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('does not show on the client', () => {
    expect(inspect(client, { depth: 9, showHidden: true })).not.toContain(apiKey);
    expect(JSON.stringify(client)).not.toContain(apiKey);
  });

  it('does not show where fetch itself repeats it', async () => {
    const fetch = () => Promise.reject(new TypeError('failed', { cause: new Error(`header X-API-Key: ${apiKey}`) }));
    const error = await errorOf(connect({ fetch, retries: 0 }).operator.get(1));
    expect(error).toMatchObject({
      code: 'network',
      message: 'iAdvize API, operator/1: failed (header X-API-Key: [key])',
    });
  });
});
