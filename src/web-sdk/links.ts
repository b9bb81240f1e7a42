import type { Stop } from '../core/types';
import { createWebSdk } from './create-web-sdk';
import { expect } from './page';

export interface FollowConversationOptions {
  /** The site's other hosts, such as `['www.shop.example', 'help.brand.example']`: exactly these, without subdomains. */
  readonly hosts: readonly string[];
}

const parameter = 'idzconvid';

type Link = HTMLAnchorElement | HTMLAreaElement;

const isHost = (host: unknown) => {
  try {
    // An asterisk is allowed in a host, and would be taken for any.
    return new URL(`https://${String(host)}`).host === host && !host.includes('*');
  } catch {
    return false;
  }
};

/**
 * Lets a conversation go on when the visitor follows a link to another domain of the site: while there is one, its id stands
 * in the links to these hosts, as the parameter `idzconvid`; also in those that come later, at the latest when one is used.
 * The tag must be on both domains, with the same project id. Does nothing on a server.
 * @returns a function that ends it, and takes the parameter away.
 * @throws TypeError where a host is not the host of an address.
 */
export function followConversation({ hosts }: FollowConversationOptions): Stop {
  expect(Array.isArray(hosts) && hosts.every(isHost), "hosts such as ['www.shop.example']");
  if (typeof window === 'undefined') return () => {};
  const sdk = createWebSdk({ timeout: Infinity });
  let id: string | null | undefined;

  const mark = (link: Link) => {
    if (!/^https?:/.test(link.protocol) || !hosts.includes(link.host)) return;
    const others = link.search
      .slice(1)
      .split('&')
      .filter((part) => part && part.split('=')[0] !== parameter);
    const search = others.concat(id ? `${parameter}=${encodeURIComponent(id)}` : []).join('&');
    // What is right already stays as it is written.
    if (search !== link.search.slice(1)) link.search = search;
  };

  const use = (event: Event) => {
    for (const target of event.composedPath()) {
      if (target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement) mark(target);
    }
  };

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
  const uses = ['pointerdown', 'click', 'auxclick', 'contextmenu', 'dragstart'];
  for (const type of uses) window.addEventListener(type, use, true);

  return () => {
    for (const type of uses) window.removeEventListener(type, use, true);
    stop();
    follow(null);
  };
}
