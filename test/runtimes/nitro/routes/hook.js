// For Nitro on Node: the line of docs/server/runtimes.md.
import { fromNodeMiddleware } from 'h3';
import { createWebhookReceiver } from '../../../../dist/server/index.js';
import { toNode } from '../../../../dist/server/node/index.js';

const handler = createWebhookReceiver({}, { secret: 'a secret of 32 characters or more' });

export default fromNodeMiddleware(toNode(handler));
