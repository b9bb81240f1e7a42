// Runs one target over its inputs; tells how far it is in shared memory, so that a hang is seen from outside.
import fc from 'fast-check';
import { parentPort, workerData } from 'node:worker_threads';
import { inputsOf } from './inputs.mjs';
import { targets } from './targets.mjs';

const { name, inputs, seed, shared } = workerData;
const { seeds, run } = targets[name];
const [done] = [new Int32Array(shared, 0, 2)];
const current = new Uint8Array(shared, 8);

function watched(bytes) {
  current.set(bytes);
  Atomics.store(done, 1, bytes.length);
  Atomics.add(done, 0, 1);
  return run(bytes);
}

const isAsync = run.constructor.name === 'AsyncFunction';
const property = isAsync ? fc.asyncProperty(inputsOf(seeds), watched) : fc.property(inputsOf(seeds), watched);
const result = await fc.check(property, { numRuns: inputs, seed });
parentPort.postMessage(result.failed ? fc.defaultReportMessage(result) : undefined);
