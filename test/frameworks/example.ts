import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { vi } from 'vitest';
import { serve } from '../support/serve';

const run = promisify(execFile);
const types: Partial<Record<string, string>> = { '.css': 'text/css', '.html': 'text/html', '.js': 'text/javascript' };

/** An example that is being served. */
export interface Served {
  readonly origin: string;
  close(): unknown;
}

/** Where the example is. */
export const folderOf = (name: string): string => fileURLToPath(new URL(`../../examples/${name}`, import.meta.url));

async function build(name: string): Promise<void> {
  // As outside of tests: by another NODE_ENV, some would build what is for development.
  const env = { ...process.env, NODE_ENV: undefined };
  const options = { cwd: folderOf(name), env, maxBuffer: 64 * 1024 * 1024 };
  await run('npm', ['ci', '--no-audit', '--no-fund'], options);
  await run('npm', ['run', 'build'], options);
}

const built = new Map<string, Promise<void>>();

/** Installs the example's own dependencies, the library among them as npm would deliver it, and builds it; once. */
export function install(name: string): Promise<void> {
  const begun = built.get(name) ?? build(name);
  built.set(name, begun);
  return begun;
}

/** Serves what the build has written; an address that has no file is the app's. */
export function serveFolder(folder: string): Promise<Served> {
  const found = (path: string) => existsSync(path) && statSync(path).isFile();
  return serve(({ url }) => {
    const path = join(folder, new URL(url).pathname);
    const file = [path, join(path, 'index.html'), join(folder, 'index.html')].find(found);
    if (!file) return new Response(null, { status: 404 });
    return new Response(readFileSync(file), {
      headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream' },
    });
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Runs the example's own server. */
export async function start(name: string): Promise<Served> {
  const port = await freePort();
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, NODE_ENV: 'production', HOST: '127.0.0.1', PORT: String(port), ORIGIN: origin };
  // In a group of its own, which ends with it.
  const server = spawn('npm', ['start'], { cwd: folderOf(name), env, stdio: 'ignore', detached: true });
  const closed = once(server, 'close');
  const close = async () => {
    if (server.pid !== undefined && server.exitCode === null) process.kill(-server.pid);
    await closed;
  };
  try {
    await vi.waitFor(() => fetch(origin), { timeout: 60_000 });
  } catch (error) {
    await close();
    throw error;
  }
  return { origin, close };
}
