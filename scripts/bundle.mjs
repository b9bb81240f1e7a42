import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { minify } from 'terser';

/**
 * What a page would ship of a module: it and all that it imports, minified.
 *
 * @param options.format `'es'`, or `'iife'` for a classic script
 */
export async function bundle(input, { external = [], plugins = [], format = 'es' } = {}) {
  const build = await rollup({
    input,
    external,
    plugins: [...plugins, nodeResolve({ browser: true })],
    onwarn: (warning) => {
      throw new Error(warning.message);
    },
  });
  const { output } = await build.generate({ format });
  return (await minify(output[0].code, { module: format === 'es', ecma: 2020, compress: { passes: 3 } })).code;
}
