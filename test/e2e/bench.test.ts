import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';

const run = promisify(execFile);

// A part fails where a script throws, or where an event or a click goes missing.
it('the benchmark measures every peer', { timeout: 300_000 }, async () => {
  const parts = [
    'bytes',
    'install',
    'unthrottled',
    'calls',
    'heap',
    'inp',
    'firstEvent',
    'leave',
    'storage',
    'inspector',
  ];
  const { stdout } = await run(process.execPath, ['bench/run.mjs', '--quick', ...parts]);
  for (const part of parts) expect(stdout).toMatch(new RegExp(`^${part} \\(`, 'm'));
});
