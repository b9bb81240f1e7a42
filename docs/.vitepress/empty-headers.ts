import type { MarkdownRenderer } from 'vitepress';

/** A table's header that says nothing is an ordinary cell, not a header without a name. */
export function emptyHeaders(markdown: MarkdownRenderer): void {
  markdown.core.ruler.push('empty-headers', ({ tokens }) => {
    for (const [index, token] of tokens.entries()) {
      const [content, end] = tokens.slice(index + 1);
      if (token.type === 'th_open' && end && !content?.content) token.tag = end.tag = 'td';
    }
  });
}
