import { join, relative } from 'node:path';
import type { MarkdownRenderer } from 'vitepress';
import manifest from '../../package.json' with { type: 'json' };
import { docs } from './pages';

const repository = (manifest as { repository?: { url: string } }).repository?.url
  .replace(/^git\+/, '')
  .replace(/\.git$/, '');

/**
 * A link from a page to a file of the repository that is no page: it leads to the repository, where package.json has its
 * address; until then it is text.
 */
export function repositoryLinks(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('repository-links', ({ tokens, env }) => {
    const from = (env as { relativePath: string }).relativePath;
    for (const { children } of tokens) {
      let outside = false;
      for (const token of children ?? []) {
        const href = token.attrGet('href') ?? '';
        if (token.type === 'link_open') {
          const path = relative(docs, join(docs, from, '..', href));
          outside = href.startsWith('../') && path.startsWith('..');
          if (outside && repository) token.attrSet('href', `${repository}/blob/main/${path.slice('../'.length)}`);
        }
        if (!outside || repository) continue;
        if (token.type === 'link_open' || token.type === 'link_close') {
          token.tag = 'span';
          token.type = token.type === 'link_open' ? 'span_open' : 'span_close';
          token.attrs = null;
          if (token.type === 'span_close') outside = false;
        }
      }
    }
  });
}
