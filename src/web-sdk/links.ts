import type { Stop } from '../core/types';
import { createWebSdk } from './create-web-sdk';
import { expect } from './page';

export interface FollowConversationOptions {
  /** The site's other hosts, such as `['www.shop.example', 'help.brand.example']`: exactly these, without subdomains. */
  readonly hosts: readonly string[];
}

const parameter = 'idzconvid';

type Link = Partial<Pick<HTMLAnchorElement, 'protocol' | 'host' | 'search'>>;

/** A host as an address shows it, with its port where it has one. */
const host = /^[a-z\d.-]+(:\d+)?$/;

/**
 * Lets a conversation go on when the visitor follows a link to another domain of the site: while there is one, its id stands
 * in the links to these hosts, as the parameter `idzconvid`; also in those that come later, at the latest when one is used.
 * The tag must be on both domains, with the same project id. Does nothing on a server.
 * @returns a function that ends it, and takes the parameter away.
 * @throws TypeError where a host is not the host of an address.
 */
export function followConversation({ hosts }: FollowConversationOptions): Stop {
  expect(Array.isArray(hosts) && hosts.every((name) => host.test(name)), 'hosts');
  if (typeof window === 'undefined') return () => {};
  const sdk = createWebSdk({ timeout: Infinity });
  let id: string | null | undefined;

  /** Anything else than a link to one of the hosts is left alone. */
  const mark = (link: Link) => {
    const { protocol = '', host = '', search = '' } = link;
    if (!/^https?:$/.test(protocol) || !hosts.includes(host)) return;
    const parts = search
      .slice(1)
      .split('&')
      .filter((part) => part && !part.startsWith(`${parameter}=`));
    if (id) parts.push(`${parameter}=${encodeURIComponent(id)}`);
    const next = parts.join('&');
    // What is right already stays as it is written.
    if (next !== search.slice(1)) link.search = next;
  };

  const use = (event: Event) => event.composedPath().forEach((target) => mark(target as Link));

  const follow = (next: string | null) => {
    id = next;
    for (const link of document.links) mark(link);
  };

  const stop = sdk.on('conversation:idChange', follow);
  // A conversation may have gone on since an earlier page; older tags know of none.
  sdk.get('conversation:id').then(
    (now) => {
      if (id === undefined) follow(now);
    },
    () => {},
  );
  const uses = ['pointerdown', 'click', 'contextmenu'];
  for (const type of uses) window.addEventListener(type, use, true);

  return () => {
    for (const type of uses) window.removeEventListener(type, use, true);
    stop();
    follow(null);
  };
}
