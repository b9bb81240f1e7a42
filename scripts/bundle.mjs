import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import { minify } from 'terser';

/**
 * What a page would ship of a module: it and all that it imports at once, minified.
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
  // What is loaded on demand is not shipped at once.
  const [entry] = output;
  const loaded = output.filter((chunk) => chunk === entry || entry.imports.includes(chunk.fileName));
  const options = { module: format === 'es', ecma: 2020, compress: { passes: 3 } };
  return (await Promise.all(loaded.map(({ code }) => minify(code, options)))).map(({ code }) => code).join('');
}
