import { resolve } from 'node:path';
import { build } from 'vite';

/** The pages' own script, with the fake tag of the built files. */
export async function bundlePageScript(): Promise<string> {
  const built = await build({
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { 'iadvize-callbacks/testing': resolve('dist/testing/index.js') } },
    build: {
      write: false,
      lib: { entry: resolve('test/soak/page/index.ts'), formats: ['iife'], name: 'soakPage' },
    },
  });
  const output = Array.isArray(built) && built[0] ? built[0].output[0] : undefined;
  if (output?.type !== 'chunk') throw new Error('The pages’ script was not built');
  return output.code;
}
