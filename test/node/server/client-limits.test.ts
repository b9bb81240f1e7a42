import { describe, expect, it, vi } from 'vitest';
import { startPlatform } from '../../../src/testing/server';
import type { FaultAnswer } from '../../../src/testing/server';
import { apiKey, errorOf, useFailingClient } from '../../support/failing-client';

const server = useFailingClient();
const { connect } = server;

describe('time and memory', () => {
  it('an answer of 100 MB is refused early', async () => {
    server.platform.fail('huge');
    const before = process.memoryUsage().rss;
    expect(await errorOf(connect({ maxBytes: 2 ** 20 }).operator.get(1))).toMatchObject({ code: 'too_large' });
    expect(process.memoryUsage().rss - before).toBeLessThan(60 * 2 ** 20);
  });

  it('one byte a second times out', async () => {
    server.platform.fail('drip');
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
    server.platform.fail('hang', { times: 2 });
    // On a busy machine, a request may be given up before it has reached the platform.
    const attempt = vi.fn(fetch);
    const client = connect({ timeout: 100, retries: 1, fetch: attempt });
    expect(await errorOf(client.operator.get(1))).toMatchObject({ code: 'timeout' });
    expect(attempt).toHaveBeenCalledTimes(2);
  });

  it('an abort ends a request under way, one in line, a pause, and one not begun', async () => {
    server.platform.fail('hang', { times: 9 });
    const busy = connect({ concurrency: 1 });
    const controller = new AbortController();
    const { signal } = controller;
    const requests = [busy.operator.get(1, { signal }), busy.operator.get(2, { signal })];
    while (!server.platform.requests.length) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort(new Error(`because of ${apiKey}`));
    for (const request of requests) expect(await errorOf(request)).toMatchObject({ code: 'aborted' });
    expect(await errorOf(busy.operator.get(3, { signal }))).toMatchObject({ code: 'aborted' });
    expect(server.platform.requests).toHaveLength(1);

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
    await server.platform.close();
    expect(await errorOf(connect().operator.get(1))).toMatchObject({ code: 'network', status: undefined });
  });
});

describe('concurrency', () => {
  it('is limited, and all are served', async () => {
    server.platform.fail(
      ({ url = '' }, response) => {
        const body = { meta: { status: 'success' }, data: { id: url.split('/').at(-1) } };
        setTimeout(() => response.end(JSON.stringify(body)), 5);
      },
      { times: 40 },
    );
    const few = connect({ concurrency: 3 });
    const records = await Promise.all(Array.from({ length: 40 }, (_, index) => few.operator.get(101 + (index % 6))));
    expect(records.map(({ id }) => id)).toEqual(Array.from({ length: 40 }, (_, index) => String(101 + (index % 6))));
    expect(server.platform.load.most).toBe(3);
  });

  it('goes on after failures', async () => {
    server.platform.fail('forbidden', { times: 10 });
    const few = connect({ concurrency: 1 });
    await Promise.allSettled(Array.from({ length: 10 }, () => few.operator.get(101)));
    expect(await few.operator.get(101)).toMatchObject({ id: '101' });
  });
});
