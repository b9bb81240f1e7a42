import type { MarkdownRenderer } from 'vitepress';

/** A block of code that has a file's name after its language, as in `ts [src/main.ts]`, shows that name. */
export function fileNames(markdown: MarkdownRenderer): void {
  const { fence } = markdown.renderer.rules;
  markdown.renderer.rules.fence = (tokens, index, ...rest) => {
    const [, name] = /\[(.+)\]/.exec(tokens[index]?.info ?? '') ?? [];
    const block = fence?.(tokens, index, ...rest) ?? '';
    return name ? `<p class="file-name"><code>${markdown.utils.escapeHtml(name)}</code></p>\n${block}` : block;
  };
}
