// What the server's imports do in every runtime: requests in, responses out, by the web's own interfaces alone.
import { botTests } from './bot.mjs';
import { line } from './checks.mjs';
import { clientTests } from './clients.mjs';
import { historyTests } from './history.mjs';
import { receiverTests } from './receivers.mjs';
import { memoryTests } from './stores.mjs';

/** Each a name and what rejects where it fails. */
export const tests = [...receiverTests, ...historyTests, ...clientTests, ...botTests, ...memoryTests];

/** Runs them one after the other; gives a line for each. */
export async function run(all) {
  const lines = [];
  for (const [name, test] of all) lines.push(await line(name, test));
  return lines;
}
