import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

it('the page on performance and the chart show what the last run of the benchmark measured', async () => {
  await expect(run(process.execPath, ['bench/run.mjs', '--check'])).resolves.toBeDefined();
});
