import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { createContext, runInContext } from 'node:vm';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type * as server from '../../src/server';
import { signatureOf, startPlatform, webhookPayload } from '../../src/testing/server';

type Server = typeof server;

const dist = resolve(import.meta.dirname, '../../dist');

/** The imports of a built file, and those of what it imports. */
function importsOf(file: string, seen = new Set<string>()): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  // Not those of examples in comments.
  const { importedFiles } = ts.preProcessFile(readFileSync(file, 'utf8'), true, true);
  return importedFiles.flatMap(({ fileName: name }) =>
    name.startsWith('.') ? importsOf(resolve(dirname(file), name), seen) : [name],
  );
}

/** Runs the CommonJS build with nothing but the language and what the web's standards give to servers. */
function loadBare(): Server {
  const standards = {
    fetch,
    Request,
    Response,
    Headers,
    URL,
    URLSearchParams,
    ReadableStream,
    AbortController,
    AbortSignal,
  };
  const timers = { setTimeout, clearTimeout, setInterval, clearInterval };
  const context = createContext({ ...standards, ...timers, TextEncoder, TextDecoder, crypto });
  const load = (file: string): unknown => {
    const module = { exports: {} };
    const require = (name: string) => {
      if (!name.startsWith('.')) throw new Error(`It asks for ${name}`);
      return load(resolve(dirname(file), name));
    };
    const wrap = runInContext(`(module, exports, require) => {${readFileSync(file, 'utf8')}\n}`, context, {
      filename: file,
    }) as (...args: unknown[]) => void;
    wrap(module, module.exports, require);
    return module.exports;
  };
  return load(join(dist, 'server/index.cjs')) as Server;
}

describe('the built server companion', () => {
  it.each(['server/index.js', 'server/index.cjs'])('%s imports nothing', (file) => {
    expect(importsOf(join(dist, file))).toEqual([]);
  });

  it('is in no build for browsers', () => {
    for (const file of ['iadvize-callbacks.global.js', 'iadvize-callbacks.all.global.js', 'index.js', 'snippet.js']) {
      expect(readFileSync(join(dist, file), 'utf8')).not.toMatch(/X-API-Key|x-iadvize-signature|auto-auth/i);
    }
  });

  it('works where there is nothing but web standards', async () => {
    const { createClient, createPushReceiver, createWebhookReceiver, signOnUrl } = loadBare();
    const platform = await startPlatform({ conversations: 120 });
    try {
      const client = createClient({ apiKey: platform.apiKey, baseUrl: platform.url });
      const ids = [];
      const filters = { from: Date.now() - 300 * 86_400_000, to: Date.now() };
      for await (const { id, history } of client.conversation.list({ filters }))
        ids.push(history?.entries.length && id);
      expect(new Set(ids).size).toBe(120);
      await expect(client.operator.get(1)).rejects.toMatchObject({ name: 'IAdvizeApiError', code: 'not_found' });
    } finally {
      await platform.close();
    }

    const types: string[] = [];
    const receiver = createWebhookReceiver({ '*': ({ eventType }) => types.push(eventType) }, { secret: 's' });
    const body = JSON.stringify(webhookPayload('user.created'));
    const headers = { 'content-type': 'application/json', 'x-iadvize-signature': signatureOf(body, 's') };
    const send = () => receiver(new Request('https://shop.example', { method: 'POST', body, headers }));
    expect([(await send()).status, (await send()).status]).toEqual([204, 204]);
    expect(types).toEqual(['user.created']);
    expect(
      (await createPushReceiver({}, { token: 't' })(new Request('https://shop.example', { method: 'POST' }))).status,
    ).toBe(401);
    expect(signOnUrl('c0ffee')).toContain('c0ffee');
  });
});

describe('the example that joins page events and transactions', () => {
  it('prints conversion per rule and per page, and draws it', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'join-'));
    try {
      const example = resolve(import.meta.dirname, '../../examples/join/main.mjs');
      const { stdout } = await promisify(execFile)(process.execPath, [example, folder]);
      const rows = stdout.split('\n').map((line) => line.split(/ {2,}/));
      expect(rows[0]).toEqual(['rule', 'shown', 'chats', 'orders', 'turnover', 'conversion']);
      const chats = (first: number) => rows.slice(first, first + 3).reduce((sum, row) => sum + Number(row[2]), 0);
      expect([chats(1), chats(6)]).toEqual([250, 250]);
      for (const [, shown, chats, orders, turnover, conversion] of rows.slice(1, 4)) {
        expect(Number(shown)).toBe(Number(chats) * 2);
        expect(Number(turnover)).toBeGreaterThan(Number(orders) * 20);
        expect(conversion).toBe(`${((Number(orders) / Number(chats)) * 100).toFixed(1)} %`);
      }
      for (const file of ['by-rule.svg', 'by-page.svg']) {
        const svg = await readFile(join(folder, file), 'utf8');
        expect(svg).toMatch(/^<svg [^>]*xmlns="http:\/\/www.w3.org\/2000\/svg"/);
        expect(svg.match(/<rect x="200"/g)).toHaveLength(3);
      }
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});
