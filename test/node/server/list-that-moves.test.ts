import { beforeEach, describe, expect, it } from 'vitest';
import { createClient } from '../../../src/server';
import { usePlatform } from '../../support/platform';
import { times } from '../../support/times';

const server = usePlatform({ conversations: 3 });

describe('a list that moves', () => {
  async function idsOf(move: (read: number) => void) {
    const client = createClient({ apiKey: server.platform.apiKey, baseUrl: server.platform.url });
    const ids: string[] = [];
    for await (const { id } of client.visitor.list({ limit: 20 })) move(ids.push(id));
    return ids;
  }
  beforeEach(() => {
    const [template] = server.platform.data.visitor;
    server.platform.data.visitor.splice(0);
    for (let id = 1; id <= 200; id += 1) server.platform.data.visitor.push({ ...template, id });
  });

  it('loses no record to 50 deletions', async () => {
    const ids = await idsOf((read) => {
      // The newest, which have been given.
      if (read === 60) server.platform.data.visitor.splice(150, 50);
    });
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toEqual(expect.arrayContaining(times(150, (index) => String(index + 1))));
  });

  it('gives none twice, and is not taken for endless, where as many come as were read', async () => {
    let next = 1000;
    const ids = await idsOf((read) => {
      const [template] = server.platform.data.visitor;
      if (read % 20 === 0 && read <= 100) {
        for (let added = 0; added < 20; added += 1) server.platform.data.visitor.push({ ...template, id: (next += 1) });
      }
    });
    expect(ids).toEqual(times(200, (index) => String(200 - index)));
  });

  it('tells where its count shows a loss', async () => {
    const page = (data: number[], count: number, pages: number, number: number) => ({
      body: {
        meta: { status: 'success' },
        data: data.map((id) => ({ id })),
        pagination: { page: number, pages, limit: 20, count },
      },
    });
    server.platform.fail(page([1, 2], 5, 2, 1));
    server.platform.fail(page([3], 5, 2, 2));
    await expect(idsOf(() => {})).rejects.toMatchObject({
      code: 'incomplete',
      message: expect.stringContaining('2 records'),
    });
  });
});
