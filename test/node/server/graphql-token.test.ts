import { describe, expect, it, vi } from 'vitest';
import type { IAdvizeApiError } from '../../../src/server';
import { useGraphQL } from '../../support/graphql';

const server = useGraphQL();
const { clientOf, logIns, queries } = server;

describe('the token', () => {
  it('is taken once, with the first call, and shared', async () => {
    const client = clientOf();
    expect(server.platform.requests).toHaveLength(0);
    await Promise.all(Array.from({ length: 20 }, () => client.query('{ projects { edges { node { id } } } }')));
    expect(logIns()).toHaveLength(1);
    expect(new URLSearchParams(logIns()[0]?.body)).toEqual(
      new URLSearchParams({
        username: server.platform.username,
        password: server.platform.password,
        grant_type: 'password',
      }),
    );
    expect(queries().every(({ url }) => url === '/graphql?platform=sd')).toBe(true);
  });

  it('is renewed five minutes before its end', async () => {
    const now = vi.spyOn(Date, 'now');
    try {
      const begin = Date.now();
      now.mockImplementation(() => begin);
      const client = clientOf({ platform: 'ha' });
      await client.query('{ __typename }');
      now.mockImplementation(() => begin + 86_400_000 - 300_001);
      await client.query('{ __typename }');
      expect(logIns()).toHaveLength(1);
      now.mockImplementation(() => begin + 86_400_000 - 300_000);
      await client.query('{ __typename }');
      expect(logIns()).toHaveLength(2);
      expect(queries()[0]?.url).toBe('/graphql');
      // Where nobody can log in, the one there is serves until its end.
      now.mockImplementation(() => begin + 2 * 86_400_000 - 400_000);
      server.platform.fail('unavailable', { path: '/oauth2/token' });
      await client.query('{ __typename }');
    } finally {
      now.mockRestore();
    }
  });

  it('is taken anew where the platform has ended it', async () => {
    const client = clientOf();
    await client.query('{ __typename }');
    server.platform.expireTokens();
    await Promise.all([client.query('{ __typename }'), client.query('{ __typename }')]);
    expect(logIns()).toHaveLength(2);
  });

  it('is never asked for more often than allowed', async () => {
    const client = clientOf({ password: 'wrong', retries: 0 });
    const codes = [];
    for (let call = 0; call < 12; call += 1) {
      codes.push(await client.query('{ __typename }').catch((error: IAdvizeApiError) => error.code));
    }
    expect(codes).toEqual([...Array<string>(10).fill('forbidden'), 'rate_limited', 'rate_limited']);
    expect(logIns()).toHaveLength(10);
  });

  it('and the password stand in no error', async () => {
    const password = 'hunter2-hunter2';
    const client = clientOf({
      password,
      fetch: () => Promise.reject(new Error(`no route with ${password}`)),
      retries: 0,
    });
    await expect(client.query('{ __typename }')).rejects.toThrow('no route with [password]');
  });
});
