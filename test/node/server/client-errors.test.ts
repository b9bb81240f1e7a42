import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { startPlatform } from '../../../src/testing/server';
import type { FaultAnswer, FaultName } from '../../../src/testing/server';
import { apiKey, errorOf, useFailingClient } from '../../support/failing-client';

const server = useFailingClient();
const { connect } = server;

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
    server.platform.fail(fault);
    const error = await errorOf(connect().operator.get(456));
    expect(error).toMatchObject({ code, status, resource: 'operator/456' });
    expect(error.message).toContain('operator/456');
    expect(server.platform.requests).toHaveLength(1);
  });

  it('keeps what the platform says, without the key, on one line, in bounds', async () => {
    server.platform.fail({
      status: 400,
      body: { meta: { status: 'fail', message: `Bad\r\nkey ${apiKey} ${'x'.repeat(5000)}` } },
    });
    const { message } = await errorOf(connect().operator.get(1));
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
    const error = await errorOf(connect().operator.create({ email: 'nonsense' }));
    expect(error).toMatchObject({
      code: 'invalid',
      status: 400,
      message: "iAdvize API, operator: Value of field 'email' is not valid.",
    });
  });

  it('holding __proto__ changes nothing', async () => {
    server.platform.fail({ body: '{"meta":{"status":"success"},"data":{"id":"1","__proto__":{"name":"polluted"}}}' });
    expect((await connect().operator.get(1)).name).toBeUndefined();
    expect({}).not.toHaveProperty('name');
  });
});

describe('the key', () => {
  it('does not follow a redirect', async () => {
    const elsewhere = await startPlatform();
    server.platform.fail({ status: 302, headers: { location: `${elsewhere.url}/operator/101` }, body: '' });
    await errorOf(connect().operator.get(101));
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.close();
  });

  it('does not show on the client', () => {
    expect(inspect(connect(), { depth: 9, showHidden: true })).not.toContain(apiKey);
    expect(JSON.stringify(connect())).not.toContain(apiKey);
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
