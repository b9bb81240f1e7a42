declare const SNIPPET: string;

/**
 * The inline snippet, to put between `<script>` and `</script>` at the top of a server-rendered head where the library
 * itself loads `async`. The same text as the file `dist/snippet.js`.
 * @example
 * import { snippet } from 'iadvize-callbacks/snippet';
 * const head = `<script>${snippet}</script>`;
 */
export const snippet: string = SNIPPET;
