import { describe, expect, it, vi } from 'vitest';
import type { FaultName } from '../../../src/testing/server';
import { errorOf, useFailingClient } from '../../support/failing-client';

const server = useFailingClient();
const { connect } = server;

describe('retries', () => {
  it.each<FaultName>(['unavailable', 'rate-limited', 'disconnect'])('cure %s of a read', async (fault) => {
    server.platform.fail(fault, { times: 2 });
    expect(await connect({ maxPause: 5000 }).operator.get(101)).toMatchObject({ id: '101' });
    expect(server.platform.requests).toHaveLength(3);
  });

  it('are bounded', async () => {
    server.platform.fail('unavailable', { times: 99 });
    expect(await errorOf(connect().operator.get(101))).toMatchObject({ code: 'unavailable', status: 503 });
    expect(server.platform.requests).toHaveLength(4);
  });

  it.each<[string, () => Promise<unknown>, FaultName, number]>([
    ['create after 5xx', () => connect().tag.create({ name: 'x' }), 'unavailable', 1],
    ['create after a broken connection', () => connect().tag.create({ name: 'x' }), 'disconnect', 1],
    ['delete after 5xx', () => connect().group.delete(11), 'unavailable', 1],
    ['update after 5xx', () => connect().group.update(11, { name: 'x' }), 'unavailable', 2],
    ['create after 429', () => connect().tag.create({ name: 'x' }), 'rate-limited', 2],
    ['read after 403', () => connect().group.get(11), 'forbidden', 1],
  ])('%s', async (_, call, fault, requests) => {
    server.platform.fail(fault);
    await call().catch(() => {});
    expect(server.platform.requests).toHaveLength(requests);
  });

  it('wait as long as the platform says, for every request', async () => {
    server.platform.fail({ status: 429, headers: { 'retry-after': '1' }, body: '' });
    const timer = vi.spyOn(globalThis, 'setTimeout');
    await connect().operator.get(101);
    const pauses = timer.mock.calls.map(([, pause = 0]) => pause).filter((pause) => pause < 5000);
    timer.mockRestore();
    // A second, less what passed until the pause began; without the header it would be some milliseconds.
    expect(Math.max(...pauses)).toBeGreaterThan(500);
  });

  it.each<[string, number | undefined]>([
    ['99999999999999999999', 86_400_000],
    ['Fri, 31 Dec 9999 23:59:59 GMT', 86_400_000],
    ['Thu, 01 Jan 1970 00:00:00 GMT', 0],
    ['0', 0],
    ['-5', undefined],
    ['1.5', undefined],
    ['2, 3', undefined],
    ['1e9', undefined],
    ['soon', undefined],
  ])('read a Retry-After of %s as %s', async (header, retryAfter) => {
    server.platform.fail({ status: 429, headers: { 'retry-after': header }, body: '' });
    expect(await errorOf(connect({ retries: 0 }).operator.get(101))).toMatchObject({
      code: 'rate_limited',
      retryAfter,
    });
  });

  it('give up where it says too long', async () => {
    server.platform.fail({ status: 429, headers: { 'retry-after': '3600' }, body: '' });
    expect(await errorOf(connect().operator.get(101))).toMatchObject({ code: 'rate_limited', retryAfter: 3_600_000 });
    server.platform.fail({
      status: 503,
      headers: { 'retry-after': new Date(Date.now() + 3.6e6).toUTCString() },
      body: '',
    });
    const { retryAfter } = await errorOf(connect().operator.get(101));
    expect(retryAfter).toBeGreaterThan(3.5e6);
    expect(server.platform.requests).toHaveLength(2);
  });
});
