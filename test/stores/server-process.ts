import { spawn } from 'node:child_process';
import type { SpawnOptions } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}

/** Starts a server and waits for what it says when it is ready; gives what stops it. */
export function startProcess(
  command: string,
  parameters: readonly string[],
  ready: RegExp,
  options: SpawnOptions = {},
): Promise<() => Promise<void>> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    let output = '';
    const read = (chunk: Buffer) => {
      output += chunk.toString();
      if (ready.test(output)) resolve(stop);
    };
    const stop = () => {
      child.kill('SIGINT');
      return ended;
    };
    child.stdout?.on('data', read);
    child.stderr?.on('data', read);
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${command} ended with ${code}: ${output}`)));
  });
}

/** Runs a command to its end. */
export const run = (command: string, parameters: readonly string[], options: SpawnOptions = {}) =>
  new Promise<void>((resolve, reject) => {
    const child = spawn(command, parameters, { ...options, stdio: 'ignore' });
    child.once('error', reject);
    child.once('exit', (code) => (code ? reject(new Error(`${command} ended with ${code}`)) : resolve()));
  });
