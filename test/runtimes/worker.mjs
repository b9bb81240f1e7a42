// For workerd, where the stores are Durable Objects, too.
import { durableObjectStores, IAdvizeStores } from '../../dist/server/stores/index.js';
import { storeTests } from './stores.mjs';
import { run, tests } from './suite.mjs';

export { IAdvizeStores };

export default {
  async fetch(_, env) {
    const stores = durableObjectStores(env.STORES);
    const lines = await run([...tests, ...storeTests('Durable Objects', () => stores)]);
    return new Response(lines.join('\n'));
  },
};
