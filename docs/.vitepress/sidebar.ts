import type { DefaultTheme } from 'vitepress';
import { pagesOf } from './pages';

/** The guide's pages in the order of reading; any other page of its folder follows by title. */
const guide = ['getting-started', 'events', 'api', 'how-it-works', 'migration', 'privacy', 'security', 'performance'];

const place = (link: string) => (guide.indexOf(link.replace('/guide/', '')) + guide.length + 1) % (guide.length + 1);

/** Each section and the folder whose pages it has. */
const folders = {
  Frameworks: 'frameworks',
  Adapters: 'adapters',
  Consent: 'consent',
  Server: 'server',
  Bots: 'bot',
  'API reference': 'reference',
};

/** The sidebar, from the folders: a page that is added to one is in it. */
export function sidebar(): DefaultTheme.SidebarItem[] {
  return [
    { text: 'Guide', items: pagesOf('guide').sort((a, b) => place(a.link) - place(b.link)) },
    { text: 'On the page', items: pagesOf('') },
    ...Object.entries(folders).map(([text, folder]) => ({ text, collapsed: true, items: pagesOf(folder) })),
  ];
}
