// Feeds what takes input from outside with inputs that nobody would send: npm run fuzz -- --inputs 100000 history webhook
//
// Without names, all targets; `--inputs` is how many each gets (`history=5000000` for one), `--seed` what they are made from,
// `--at-once` how many targets run side by side. A crash, a wrong answer, or an input that takes longer than `--patience` seconds
// ends its target with status 1, and is printed, cut down as far as possible.
import process from 'node:process';
import { clearInterval, setInterval } from 'node:timers';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { targets } from './targets.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    inputs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    patience: { type: 'string', default: '30' },
    'at-once': { type: 'string', default: '2' },
  },
});

/** Longer than any input. */
const size = 8 + 16_384;

function fuzz(name, inputs) {
  const shared = new SharedArrayBuffer(size);
  const [counter] = [new Int32Array(shared, 0, 2)];
  const workerData = { name, inputs, seed: Number(values.seed), shared };
  const worker = new Worker(new URL('worker.mjs', import.meta.url), { workerData });
  return new Promise((resolve) => {
    const end = (problem) => {
      clearInterval(watch);
      void worker.terminate();
      resolve({ name, executed: Atomics.load(counter, 0), problem });
    };
    let seen = -1;
    const watch = setInterval(
      () => {
        const now = Atomics.load(counter, 0);
        if (now === seen && now > 0) {
          const bytes = Buffer.from(new Uint8Array(shared, 8, Atomics.load(counter, 1)));
          end(`Hangs at ${JSON.stringify(bytes.toString('latin1'))}`);
        }
        seen = now;
      },
      Number(values.patience) * 1000,
    );
    worker.once('message', end);
    worker.once('error', (error) => end(error.stack));
  });
}

const all = positionals.length ? positionals : Object.keys(targets);
const waiting = all.map((each) => {
  const [name, inputs = values.inputs] = each.split('=');
  if (!Object.hasOwn(targets, name)) throw new TypeError(`No target ${name}, only ${Object.keys(targets).join(', ')}`);
  return [name, Number(inputs)];
});

let total = 0;
await Promise.all(
  Array.from({ length: Number(values['at-once']) }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      const { name, executed, problem } = await fuzz(...next);
      total += executed;
      console.log(`${problem === undefined ? 'ok' : 'FAILED'}  ${name}: ${executed} inputs`);
      if (problem === undefined) continue;
      console.log(problem);
      process.exitCode = 1;
    }
  }),
);
console.log(`${total} inputs in all`);
process.exit();
