// A process of its own, for a heap of its own. Node has no window: its global object is one for the purpose.
import { Bench } from 'tinybench';
import { benchCalls, millionCalls } from './calls.mjs';

globalThis.window = globalThis;
const library = await import('../dist/index.js');

const { run, end } = millionCalls(library);
const heapAfter = () => {
  run();
  globalThis.gc();
  return process.memoryUsage().heapUsed;
};
heapAfter();
const heap = { first: heapAfter(), second: heapAfter() };
end();

process.stdout.write(JSON.stringify({ rows: await benchCalls(Bench, library), heap }));
