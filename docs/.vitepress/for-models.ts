import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import manifest from '../../package.json' with { type: 'json' };
import { titleOf } from './pages';

interface Site {
  readonly srcDir: string;
  readonly outDir: string;
  /** The pages' files, relative to `srcDir`. */
  readonly pages: readonly string[];
}

/**
 * Writes what language models read: `llms.txt` lists the pages, `llms-full.txt` has them whole, and each page's own
 * Markdown stands beside its HTML.
 * @see https://llmstxt.org
 */
export function writeForModels({ srcDir, outDir, pages }: Site): void {
  const texts = [...pages].sort().map((path) => ({ path, text: readFileSync(join(srcDir, path), 'utf8') }));
  for (const { path, text } of texts) writeFileSync(join(outDir, path), text);
  const head = `# ${manifest.name}\n\n> ${manifest.description}\n`;
  const list = texts.map(({ path, text }) => `- [${titleOf(text)}](${path})`).join('\n');
  const whole = texts.map(({ path, text }) => `<!-- ${path} -->\n\n${text.trim()}`).join('\n\n');
  writeFileSync(join(outDir, 'llms.txt'), `${head}\n## Pages\n\n${list}\n`);
  writeFileSync(join(outDir, 'llms-full.txt'), `${head}\n${whole}\n`);
}
