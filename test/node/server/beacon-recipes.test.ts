import { readFileSync } from 'node:fs';
import { PGlite } from '@electric-sql/pglite';
import ts from 'typescript';
import { afterEach, expect, it, vi } from 'vitest';
import type { Receiver } from '../../../src/server';
import { postgresStores } from '../../../src/server/stores';

const page = readFileSync('docs/server/beacon-receiver.md', 'utf8');

/** The block of a language under a heading of the page. */
function block(heading: string, language: string): string {
  const [, section = ''] = page.split(`## ${heading}\n`);
  const [, code] = new RegExp(`^\`\`\`${language}\\n([^]*?)^\`\`\``, 'm').exec(section) ?? [];
  if (code === undefined) throw new Error(`No ${language} under ${heading}`);
  return code;
}

/** Runs a recipe as it stands there, on built files, with `pg` that of the global of this name. */
async function run(code: string): Promise<Receiver> {
  const built = (name: string) => new URL(`../../../dist/${name}/index.js`, import.meta.url).href;
  const linked = ts
    .transpile(code, { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 })
    .replaceAll(/from 'iadvize-callbacks\/([\w/]+)'/g, (_, name: string) => `from '${built(name)}'`)
    .replace("import pg from 'pg';", '');
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(linked)}`)) as {
    collect: Receiver;
  };
  return module.collect;
}

const unstorable = 'a\0\ud83d';
const events: { id: string; name: string; type: string; timestamp: number; page?: string; parameters: object }[] = [
  { id: 'page-0', name: 'iadvize_chat_started', type: 'chatStarted', timestamp: 1_700_000_000_123, page: 'https://a/' },
  { id: 'page-1', name: 'iadvize_chat_ended', type: 'chatEnded', timestamp: 1_700_000_001_000 },
  { id: 'page-2', name: 'iadvize_chat_ended', type: 'chatEnded', timestamp: 1_700_000_001_000, page: unstorable },
].map((event) => ({ ...event, parameters: { count: 3 } }));

const batch = () => {
  const headers = { 'content-type': 'application/json', origin: 'https://shop.example' };
  const body = JSON.stringify({ events });
  return new Request('https://shop.example/events', { method: 'POST', headers, body });
};

afterEach(() => vi.unstubAllGlobals());

it('has events counted once in PostgreSQL', async () => {
  const database = await PGlite.create();
  try {
    await database.exec(block('Into PostgreSQL', 'sql'));
    await postgresStores(database).setup();
    vi.stubGlobal('pg', {
      Pool: function Pool() {
        return database;
      },
    });
    const collect = await run(block('Into PostgreSQL', 'ts'));
    expect((await collect(batch())).status).toBe(204);
    // As after a process that died between the insert and its note.
    await database.query('truncate iadvize_callbacks');
    expect((await collect(batch())).status).toBe(204);
    const { rows } = await database.query('select * from chat_events order by id');
    expect(rows).toEqual(
      events.map(({ timestamp, page = null, ...event }) => ({
        ...event,
        page: page === unstorable ? 'a\ufffd\ufffd' : page,
        happened: new Date(timestamp),
      })),
    );
  } finally {
    await database.close();
  }
});

it('sends ClickHouse rows of its table, and fails where it refuses', async () => {
  const columns = [
    ...block('Into ClickHouse', 'sql').matchAll(/(\w+) (?:String|LowCardinality|DateTime64\(3|Nullable)/g),
  ];
  const sent: { url: URL; rows: Record<string, unknown>[] }[] = [];
  let status = 200;
  vi.stubGlobal('fetch', (url: URL, { body }: { body: string }) => {
    sent.push({ url, rows: body.split('\n').map((row) => JSON.parse(row) as Record<string, unknown>) });
    return Promise.resolve(new Response(null, { status }));
  });
  const collect = await run(block('Into ClickHouse', 'ts'));
  expect((await collect(batch())).status).toBe(204);
  expect(sent[0]?.url.searchParams.get('query')).toBe('insert into chat_events format JSONEachRow');
  const rows = sent[0]?.rows ?? [];
  expect(Object.keys(rows[0] ?? {}).sort()).toEqual(columns.map(([, name]) => name).sort());
  // A number of JSON is read as whole ticks of the column, here milliseconds.
  expect(rows.map(({ timestamp }) => timestamp)).toEqual(events.map(({ timestamp }) => timestamp));
  expect(rows.map(({ parameters }) => parameters)).toEqual(events.map(() => '{"count":3}'));

  status = 500;
  vi.stubGlobal('console', { ...console, error: () => {} });
  const failing = await run(block('Into ClickHouse', 'ts') + '// once more');
  expect((await failing(batch())).status).toBe(503);
});
