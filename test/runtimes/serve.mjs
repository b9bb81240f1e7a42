// For Deno and Bun: the lines of docs/server/runtimes.md, as they stand there but for the port.
/* global Deno, Bun */
import { createWebhookReceiver } from '../../dist/server/index.js';

const handler = createWebhookReceiver({}, { secret: 'a secret of 32 characters or more' });
const place = { port: 0, hostname: '127.0.0.1' };
const port =
  typeof Deno === 'undefined'
    ? Bun.serve({ ...place, fetch: handler }).port
    : Deno.serve({ ...place, onListen() {} }, handler).addr.port;
console.log(`http://127.0.0.1:${port}/hook`);
