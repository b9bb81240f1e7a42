// The same for the history endpoint, which pages of another origin ask.
import { createHistoryEndpoint } from '../../../../../dist/server/index.js';

const handler = createHistoryEndpoint({
  apiKey: 'key',
  platform: 'sd',
  origins: ['https://www.shop.example'],
  authorize: () => false,
});

export { handler as GET, handler as OPTIONS, handler as POST, handler as PUT };
