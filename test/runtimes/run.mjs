// Runs the server's suite in every runtime that the package claims, from binaries that npm packages hold.
import { execFile, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { rollup } from 'rollup';

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

const runtimes = {
  'Node 20': () => output(join(modules, 'node-20/bin/node'), [main]),
  'Node 22': () => output(join(modules, 'node-22/bin/node'), [main]),
  Deno: () => output(join(modules, '@deno/linux-x64-glibc/deno'), ['run', '--no-remote', '--allow-read', main]),
  Bun: () => output(join(modules, '@oven/bun-linux-x64/bin/bun'), ['--no-install', main]),
  workerd: () => inWorkerd(join(modules, '@cloudflare/workerd-linux-64/bin/workerd')),
};

let failed = false;
for (const [name, run] of Object.entries(runtimes)) {
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

async function inWorkerd(binary) {
  const folder = await mkdtemp(join(tmpdir(), 'iadvize-workerd-'));
  const port = await freePort();
  const bundle = await rollup({ input: join(here, 'worker.mjs'), onwarn() {} });
  await bundle.write({ file: join(folder, 'worker.js'), format: 'es' });
  await writeFile(join(folder, 'config.capnp'), configFor(port, folder));
  const child = spawn(binary, ['serve', 'config.capnp'], { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  let errors = '';
  child.stderr.on('data', (chunk) => (errors += chunk));
  try {
    return await answerOf(`http://127.0.0.1:${port}/`, () => child.exitCode !== null && errors);
  } finally {
    child.kill();
    await ended;
    await rm(folder, { recursive: true, force: true });
  }
}

/** The answer of a server that is being started. */
async function answerOf(url, problem) {
  for (;;) {
    try {
      return await (await fetch(url)).text();
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
  bindings = [(name = "STORES", durableObjectNamespace = "IAdvizeStores")],
);
`;
}
