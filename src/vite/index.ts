export { iadvizeSnippet } from './snippet-plugin';
export type { SnippetPlugin, SnippetPluginOptions } from './snippet-plugin';
