import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the documentation. */
export const docs = fileURLToPath(new URL('..', import.meta.url));

/** A page's title: its one heading of the first level, without marks of code. */
export function titleOf(markdown: string): string {
  const [, title] = /^# (.+)$/m.exec(markdown) ?? [];
  if (!title) throw new Error(`A page without a title: ${markdown.slice(0, 80)}`);
  return title.replaceAll('`', '').replaceAll(/\\(.)/g, '$1');
}

/** A page as the sidebar has it. */
export interface Entry {
  readonly text: string;
  /** Its address on the site. */
  readonly link: string;
}

/**
 * The pages of a folder and of those in it, its `index` first, the others by title.
 * @param folder under `docs`; `''` for the pages at the top alone
 */
export function pagesOf(folder: string): Entry[] {
  const path = join(docs, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path, { recursive: folder !== '', encoding: 'utf8' })
    .filter((file) => file.endsWith('.md'))
    .map((file) => ({
      text: titleOf(readFileSync(join(path, file), 'utf8')),
      link: `/${join(folder, file)
        .replace(/\.md$/, '')
        .replace(/(^|\/)index$/, '$1')}`,
    }))
    .sort((a, b) => Number(b.link.endsWith('/')) - Number(a.link.endsWith('/')) || a.text.localeCompare(b.text));
}
