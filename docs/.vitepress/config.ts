import { defineConfig } from 'vitepress';
import manifest from '../../package.json' with { type: 'json' };
import { emptyHeaders } from './empty-headers';
import { fileNames } from './file-names';
import { writeForModels } from './for-models';
import { repositoryLinks } from './repository-links';
import { sidebars } from './sidebar';

export default defineConfig({
  title: manifest.name,
  description: manifest.description,
  lang: 'en',
  cleanUrls: true,
  // What a page of the site has is its own: relative addresses work under any path.
  base: process.env['DOCS_BASE'] ?? '/',
  // Of enough contrast on the grounds of code.
  markdown: {
    config(markdown) {
      repositoryLinks(markdown);
      emptyHeaders(markdown);
      fileNames(markdown);
    },
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
  },
  themeConfig: {
    outline: [2, 3],
    search: { provider: 'local' },
    nav: [
      { text: 'Guide', link: '/guide/getting-started' },
      { text: 'Adapters', link: '/adapters/' },
      { text: 'Consent', link: '/consent/' },
      { text: 'Server', link: '/server/rest' },
      { text: 'Playground', link: '/playground' },
      { text: 'API', link: '/reference/' },
    ],
    sidebar: sidebars(),
    docFooter: { prev: false, next: false },
  },
  // An address of a page that is made by the visitor's own server is none of the site's.
  ignoreDeadLinks: [/^http:\/\/localhost/],
  buildEnd: ({ srcDir, outDir, pages }) => writeForModels({ srcDir, outDir, pages }),
});
