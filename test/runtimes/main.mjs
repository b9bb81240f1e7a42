// For Node, Deno and Bun.
import process from 'node:process';
import { run, tests } from './suite.mjs';

const lines = await run(tests);
console.log(lines.join('\n'));
process.exit(lines.every((line) => line.startsWith('ok ')) ? 0 : 1);
