// Runs the server's suite in every runtime that the package claims, from binaries that npm packages hold, and receivers in Next
// and in Nitro. With names, such as `node test/runtimes/run.mjs Next Nitro`, those alone.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { askAdviser, askHistory, askReceiver } from './http.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
const modules = join(here, 'node_modules');
const main = join(here, 'main.mjs');
const exec = promisify(execFile);

if (process.platform !== 'linux' || process.arch !== 'x64') {
  console.log('SKIPPED: the runtimes are installed for Linux on x64 only');
  process.exit(process.env.CI ? 1 : 0);
}

// Without scripts: nothing is fetched but the packages.
if (!existsSync(modules)) {
  await exec('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: here });
}

const deno = join(modules, '@deno/linux-x64-glibc/deno');
const bun = join(modules, '@oven/bun-linux-x64/bin/bun');
const serve = join(here, 'serve.mjs');
const textOf = async (url) => (await fetch(url)).text();

const runtimes = {
  'Node 20': () => output(join(modules, 'node-20/bin/node'), [main]),
  'Node 22': () => output(join(modules, 'node-22/bin/node'), [main]),
  Deno: () => output(deno, ['run', '--no-remote', '--allow-read', main]),
  'Deno.serve': () => served(deno, ['run', '--no-remote', '--allow-read', '--allow-net=127.0.0.1', serve]),
  Bun: () => output(bun, ['--no-install', main]),
  'Bun.serve': () => served(bun, ['--no-install', serve]),
  workerd: () => inWorkerd(join(here, 'worker.mjs'), textOf),
  'a receiver in workerd': () => inWorkerd(join(here, 'hook.mjs'), (url) => askReceiver(`${url}hook`)),
  'examples/bot in workerd': () =>
    inWorkerd(join(here, '../../examples/bot/worker.mjs'), (url) => askAdviser(url.slice(0, -1))),
  Next: () =>
    built('next', {
      build: ['next/dist/bin/next', 'build'],
      start: ['next/dist/bin/next', 'start'],
      writes: ['.next'],
      ask: async (url) =>
        [await askReceiver(`${url}hook`), await askHistory(`${url}history`), await askAdviser(`${url}bot`)].join('\n'),
    }),
  Nitro: () =>
    built('nitro', {
      build: ['nitropack/dist/cli/index.mjs', 'build'],
      start: ['../nitro/.output/server/index.mjs'],
      writes: ['.nitro', '.output'],
      ask: (url) => askReceiver(`${url}hook`),
    }),
};
const wanted = process.argv.slice(2);

let failed = false;
for (const [name, run] of Object.entries(runtimes)) {
  if (wanted.length && !wanted.includes(name)) continue;
  const lines = (await run().catch((error) => `not ok ${error.stack}`)).trim().split('\n');
  const passed = lines.filter((line) => line.startsWith('ok ')).length;
  const isGood = passed > 0 && passed === lines.length;
  failed ||= !isGood;
  console.log(`${isGood ? 'ok' : 'FAILED'}  ${name}: ${passed} tests pass`);
  if (!isGood) console.log(lines.filter((line) => !line.startsWith('ok ')).join('\n'));
}
process.exitCode = failed ? 1 : 0;

/** What a command prints, also where it fails. */
async function output(command, parameters) {
  const { stdout, stderr } = await exec(command, parameters).catch((error) => error);
  return stdout || stderr || `not ok: ${command} printed nothing`;
}

/** What is said of a server that prints its address. */
async function served(command, parameters) {
  const child = spawn(command, parameters, { stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  const printed = new Promise((resolve) => child.stdout.once('data', (chunk) => resolve(String(chunk).trim())));
  try {
    const url = await Promise.race([printed, ended]);
    if (typeof url !== 'string') throw new Error(errors);
    return await askReceiver(url);
  } finally {
    child.kill();
    await ended;
  }
}

/** What is said of an app in a folder of its own, once it is built, where it is served. */
async function built(folder, { build, start, writes, ask }) {
  const cwd = join(here, folder);
  const port = await freePort();
  const env = {
    ...process.env,
    PORT: String(port),
    HOST: '127.0.0.1',
    HOSTNAME: '127.0.0.1',
    NEXT_TELEMETRY_DISABLED: '1',
  };
  const at = ([script, ...parameters]) => [join(modules, script), ...parameters];
  try {
    await exec(process.execPath, at(build), { cwd, env });
    const child = spawn(process.execPath, at(start), { cwd, env, stdio: ['ignore', 'ignore', 'pipe'] });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    let errors = '';
    child.stderr.on('data', (chunk) => (errors += chunk));
    try {
      const url = `http://127.0.0.1:${port}/`;
      await listening(url, () => child.exitCode !== null && (errors || 'it ended'));
      return await ask(url);
    } finally {
      child.kill();
      await ended;
    }
  } finally {
    for (const name of writes) await rm(join(cwd, name), { recursive: true, force: true });
  }
}

async function inWorkerd(input, ask) {
  const folder = await mkdtemp(join(tmpdir(), 'iadvize-workerd-'));
  const port = await freePort();
  const bundle = await rollup({ input, plugins: [nodeResolve()], onwarn() {} });
  await bundle.write({ file: join(folder, 'worker.js'), format: 'es' });
  await writeFile(join(folder, 'config.capnp'), configFor(port, folder));
  const binary = join(modules, '@cloudflare/workerd-linux-64/bin/workerd');
  const child = spawn(binary, ['serve', 'config.capnp'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  try {
    const url = `http://127.0.0.1:${port}/`;
    await listening(url, () => child.exitCode !== null && errors);
    return await ask(url);
  } finally {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** Waits for a server that is being started. */
async function listening(url, problem) {
  for (;;) {
    try {
      await fetch(url, { method: 'HEAD' });
      return;
    } catch {
      if (problem()) throw new Error(problem());
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

function configFor(port, folder) {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker), (name = "disk", disk = (path = "${folder}", writable = true))],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "worker", esModule = embed "worker.js")],
  compatibilityDate = "2025-01-01",
  durableObjectNamespaces = [(className = "IAdvizeStores", uniqueKey = "iadvize-callbacks", enableSql = true)],
  durableObjectStorage = (localDisk = "disk"),
  bindings = [
    (name = "STORES", durableObjectNamespace = "IAdvizeStores"),
    (name = "BOT_SECRET", text = "a secret of 32 characters or more"),
  ],
);
`;
}
