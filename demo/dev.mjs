// @ts-check
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { watch } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** @param {string} path */
const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** For how long nothing must have been saved before the work begins, in milliseconds: editors write a file in several steps. */
const quiet = 100;

/** The server ends with its process, and with it what tells the pages to load again. */
const start = () => fork(file('serve.mjs'), ['--reload'], { stdio: 'inherit' });

/** What the demo loads of the build, with neither types nor checks. @returns whether it could be built. */
async function build() {
  const parts = ['--config', '--silent', '--configOnly', 'snippet imports all'];
  const rollup = spawn(process.execPath, [file('../node_modules/rollup/dist/bin/rollup'), ...parts], {
    cwd: file('..'),
    stdio: 'inherit',
  });
  const [code] = await once(rollup, 'exit');
  return code === 0;
}

let server = start();
process.on('exit', () => server.kill());
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => process.exit());

async function restart() {
  if (server.exitCode === null && server.signalCode === null) {
    server.kill();
    await once(server, 'exit');
  }
  server = start();
}

/** @type {Set<string>} The folders that something was saved in since the last build began. */
const changed = new Set();
let working = false;

async function work() {
  if (working) return;
  working = true;
  while (changed.size) {
    const begin = Date.now();
    const sources = changed.has('src');
    changed.clear();
    // What cannot be built leaves the demo as it is; rollup has said why.
    if (sources && !(await build())) continue;
    await restart();
    console.log(`${sources ? 'Rebuilt' : 'Restarted'} in ${((Date.now() - begin) / 1000).toFixed(1)} s`);
  }
  working = false;
}

/** @type {ReturnType<typeof setTimeout> | undefined} */
let timer;
for (const folder of ['src', 'demo']) {
  watch(file(`../${folder}`), { recursive: true }, () => {
    changed.add(folder);
    clearTimeout(timer);
    timer = setTimeout(() => void work(), quiet);
  });
}
