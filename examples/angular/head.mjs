// Angular's builder takes index.html as it is, so the snippet goes into a copy of it first.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { snippet } from 'iadvize-callbacks/snippet';

const html = readFileSync('src/index.html', 'utf8');
mkdirSync('build', { recursive: true });
writeFileSync(
  'build/index.html',
  html.replace('<!-- iadvize -->', () => `<script>${snippet}</script>`),
);
