import { chown, mkdtemp, rm } from 'node:fs/promises';
import { existsSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort, run, startProcess } from './server-process';

export interface RunningServer {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const postgresFolder = '/usr/lib/postgresql';

const inPath = (name: string) =>
  (process.env['PATH'] ?? '')
    .split(':')
    .map((folder) => join(folder, name))
    .find((path) => existsSync(path));

/** Path of a server's binary, undefined where it is not installed. */
export const binaries = {
  redis: inPath('redis-server') ?? inPath('valkey-server'),
  postgres: existsSync(postgresFolder)
    ? readdirSync(postgresFolder)
        .map((version) => join(postgresFolder, version, 'bin'))
        .find((folder) => existsSync(join(folder, 'initdb')))
    : undefined,
};

const starts = { redis: startRedis, postgres: startPostgres };

/** Whether to run the tests of a server: where it is missing they are skipped, except in continuous integration. */
export const isWanted = (name: keyof typeof binaries) => !!binaries[name] || !!process.env['CI'];

/** Starts a server on loopback, in a temporary folder of its own. */
export async function start(name: keyof typeof binaries, parameters: readonly string[] = []): Promise<RunningServer> {
  const binary = binaries[name];
  if (!binary) throw new Error(`${name} is missing: apt-get install redis-server postgresql`);
  const folder = await mkdtemp(join(tmpdir(), `iadvize-${name}-`));
  const { url, stop } = await starts[name](binary, folder, parameters);
  return {
    url,
    async stop() {
      await stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startRedis(binary: string, folder: string, parameters: readonly string[]): Promise<RunningServer> {
  const port = await freePort();
  const own = ['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', '', '--appendonly', 'no'];
  const stop = await startProcess(binary, [...own, ...parameters], /Ready to accept connections/);
  return { url: `redis://127.0.0.1:${port}`, stop };
}

/** PostgreSQL refuses to run as root. */
const nobody = 65_534;

async function startPostgres(bin: string, folder: string): Promise<RunningServer> {
  const options = process.getuid?.() === 0 ? { uid: nobody, gid: nobody, cwd: folder } : { cwd: folder };
  if (options.uid) await chown(folder, nobody, nobody);
  const data = join(folder, 'data');
  await run(join(bin, 'initdb'), ['-D', data, '-U', 'shop', '-A', 'trust', '--no-sync', '-E', 'UTF8'], options);
  const port = await freePort();
  const parameters = ['-D', data, '-h', '127.0.0.1', '-p', String(port), '-k', '', '-F'];
  const stop = await startProcess(join(bin, 'postgres'), parameters, /ready to accept connections/, options);
  return { url: `postgres://shop@127.0.0.1:${port}/postgres`, stop };
}
