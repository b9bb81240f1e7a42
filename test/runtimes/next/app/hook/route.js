// For Next: the line of docs/server/runtimes.md.
import { createWebhookReceiver } from '../../../../../dist/server/index.js';

const handler = createWebhookReceiver({}, { secret: 'a secret of 32 characters or more' });

export { handler as GET, handler as OPTIONS, handler as POST, handler as PUT };
