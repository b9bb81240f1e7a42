import { existsSync, readFileSync } from 'node:fs';
import { serve } from './serve';

/**
 * Serves, on an origin of its own, the built files, and on every other path a page that has them as `kept.library`.
 * @param names the imports besides the package's own
 */
export function serveLibrary(...names: string[]) {
  const imports = Object.fromEntries([
    ['iadvize-callbacks', '/dist/index.js'],
    ...names.map((name) => [`iadvize-callbacks/${name}`, `/dist/${name}/index.js`]),
  ]);
  const all = ['iadvize-callbacks', ...names.map((name) => `iadvize-callbacks/${name}`)];
  const page = `<!doctype html><script type="importmap">${JSON.stringify({ imports })}</script><script type="module">
${all.map((name, index) => `import * as part${index} from '${name}';`).join('\n')}
window.kept = { library: { ${all.map((_, index) => `...part${index}`).join(', ')} }, heard: [], messages: [] };
</script>`;
  return serve(({ url }) => {
    const { pathname } = new URL(url);
    const file = `.${pathname}`;
    return /^\/(dist|node_modules)\/[\w./-]+$/.test(pathname) && existsSync(file)
      ? new Response(readFileSync(file), { headers: { 'content-type': 'text/javascript' } })
      : new Response(page, { headers: { 'content-type': 'text/html' } });
  });
}
