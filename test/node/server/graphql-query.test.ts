import { parse, print } from 'graphql';
import type { DocumentNode } from 'graphql';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { IAdvizeApiError } from '../../../src/server';
import type { PlatformStandIn } from '../../../src/testing/server';
import { useGraphQL } from '../../support/graphql';

const server = useGraphQL();
const { clientOf, queries } = server;

describe('a query', () => {
  interface Projects {
    readonly projects: { readonly edges: readonly { readonly node: { readonly name: string } }[] };
  }
  /** As a code generator declares it. */
  interface TypedDocument<Result, Variables> extends DocumentNode {
    __apiType?: (variables: Variables) => Result;
  }
  const source = 'query ($first: Int) { projects(first: $first) { edges { node { name } } } }';
  const typed: TypedDocument<Projects, { first: number }> = parse(source);

  it('is typed by its document', async () => {
    const answer = await clientOf().query(typed, { first: 2 });
    expectTypeOf(answer).toEqualTypeOf<Projects>();
    expect(answer.projects.edges.map(({ node }) => node.name)).toEqual(['Shop', 'Outlet']);
    // @ts-expect-error a variable of another type
    void (() => clientOf().query(typed, { first: 'two' }));
    const plain = await clientOf().query('{ __typename }');
    expectTypeOf(plain).toEqualTypeOf<Readonly<Record<string, unknown>>>();
    expect(plain).toEqual({ __typename: 'Query' });
  });

  it('takes documents without a text where print is given', async () => {
    const bare = JSON.parse(JSON.stringify({ ...typed, loc: undefined })) as typeof typed;
    await expect(clientOf().query(bare, { first: 1 })).rejects.toThrow(/print/);
    const answer = await clientOf({ print }).query(bare, { first: 1 });
    expect(answer.projects.edges).toHaveLength(2);
  });

  it('names its previews', async () => {
    await clientOf().query('{ __typename }', {}, { previews: ['one', 'two'] });
    expect(queries()[0]?.headers['accept']).toBe(
      'application/vnd.iadvize.one-preview+json, application/vnd.iadvize.two-preview+json, application/json',
    );
  });

  it.each<[string, Parameters<PlatformStandIn['fail']>[0], IAdvizeApiError['code']]>([
    ['errors in a 200', { body: { data: {}, errors: [{ message: 'Field is gone' }] } }, 'invalid'],
    ['userErrors in a 200', { body: { data: { send: { userErrors: [{ __typename: 'Closed' }] } } } }, 'invalid'],
    ['no data', { body: { data: null } }, 'unexpected'],
    ['HTML', 'html', 'unexpected'],
    ['a redirect', 'redirect', 'unexpected'],
    ['half an answer', 'truncated', 'unexpected'],
    ['403', { status: 403, body: {} }, 'forbidden'],
  ])('fails on %s', async (_, fault, code) => {
    const client = clientOf();
    await client.query('{ __typename }');
    server.platform.fail(fault, { path: '/graphql' });
    await expect(client.query('{ __typename }')).rejects.toMatchObject({ name: 'IAdvizeApiError', code });
  });

  it('is repeated where that may help, a mutation is not', async () => {
    const client = clientOf();
    await client.query('{ __typename }');
    server.platform.fail('unavailable', { path: '/graphql', times: 2 });
    await expect(client.query('{ __typename }')).resolves.toEqual({ __typename: 'Query' });
    server.platform.fail('unavailable', { path: '/graphql' });
    await expect(client.query('mutation { __typename }')).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('ends with the caller’s signal and after its time', async () => {
    server.platform.fail('hang', { path: '/graphql', times: 2 });
    await expect(clientOf({ timeout: 50, retries: 0 }).query('{ __typename }')).rejects.toMatchObject({
      code: 'timeout',
    });
    const controller = new AbortController();
    const call = clientOf().query('{ __typename }', {}, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
  });

  it('refuses wrong options', () => {
    expect(() => clientOf({ username: '' })).toThrow(/username/);
    expect(() => clientOf({ baseUrl: 'http://api.iadvize.com' })).toThrow(/https/);
    expect(() => clientOf({ timeout: -1 })).toThrow(/timeout/);
  });
});
