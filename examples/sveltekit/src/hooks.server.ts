import type { Handle } from '@sveltejs/kit';
import { snippet } from 'iadvize-callbacks/snippet';

/** The snippet comes first, in the head that the server renders. */
export const handle: Handle = ({ event, resolve }) =>
  resolve(event, { transformPageChunk: ({ html }) => html.replace('%iadvize%', () => `<script>${snippet}</script>`) });
