import type { DefaultTheme } from 'vitepress';
import { pagesOf } from './pages';

/** The guide's pages in the order of reading; any other page of its folder follows by title. */
const guide = ['getting-started', 'events', 'api', 'how-it-works', 'migration', 'privacy', 'security', 'performance'];

const place = (link: string) => (guide.indexOf(link.replace('/guide/', '')) + guide.length + 1) % (guide.length + 1);

/** For those who change the library, not for those who use it. */
const architecture = '/architecture';

/** What has a sidebar of its own, by its folder. */
const sections = {
  adapters: 'Adapters',
  consent: 'Consent',
  frameworks: 'Frameworks',
  server: 'Server',
  bot: 'Bots',
  reference: 'API reference',
};

/** The sidebars, from the folders: a page that is added to one is in its sidebar. */
export function sidebars(): DefaultTheme.SidebarMulti {
  const all = Object.entries(sections).map(([folder, text]) => ({ folder, text, items: pagesOf(folder) }));
  const inGuide = ({ folder }: { readonly folder: string }) => ['frameworks', 'bot'].includes(folder);
  const guidePages = pagesOf('guide').sort((a, b) => place(a.link) - place(b.link));
  const main = [
    { text: 'Guide', items: guidePages },
    // The start page is behind the site's title.
    { text: 'On the page', items: pagesOf('').filter(({ link }) => !['/', architecture].includes(link)) },
    ...all.filter(inGuide),
    { text: 'The library itself', items: pagesOf('').filter(({ link }) => link === architecture) },
  ];
  return {
    '/': main,
    ...Object.fromEntries(
      all.filter((section) => !inGuide(section)).map((section) => [`/${section.folder}/`, [section]]),
    ),
  };
}
