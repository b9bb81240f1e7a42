import type { Stop } from '../core/types';
import { createWebSdk } from './create-web-sdk';
import { expect } from './expect';

export interface FollowConversationOptions {
  /** The site's other hosts, such as `['www.shop.example', 'help.brand.example']`: exactly these, without subdomains. */
  readonly hosts: readonly string[];
}

type Link = Pick<HTMLAnchorElement, 'host' | 'search'>;

/**
 * Lets a conversation go on when the visitor follows a link to another domain of the site: while there is one, its id stands
 * in the links to these hosts, as the parameter `idzconvid`; also in those that come later, at the latest when one is used.
 * The tag must be on both domains, with the same project id. Does nothing on a server.
 * @returns a function that ends it, and takes the parameter away.
 * @throws TypeError where a host is not the host of an address.
 * @example
 * import { followConversation } from 'iadvize-callbacks/web-sdk';
 * const stop = followConversation({ hosts: ['shop.example'] });
 */
export function followConversation({ hosts }: FollowConversationOptions): Stop {
  expect(
    hosts?.every?.((host) => /^[a-z\d.-]+(:\d+)?$/.test(host)),
    'hosts',
  );
  if (typeof window === 'undefined') return () => {};
  const sdk = createWebSdk({ timeout: Infinity });
  let id: string | null | undefined;

  /** Changes only links to one of the hosts, and only where the parameter is not right yet. */
  const mark = (link: Link) => {
    const { host, search } = link;
    if (!hosts.includes(host)) return;
    const others = search.replace(/[?&]idzconvid=[^&]*/g, '').replace(/^&/, '?');
    const next = id ? `${others}${others ? '&' : '?'}idzconvid=${encodeURIComponent(id)}` : others;
    if (next !== search) link.search = next;
  };

  const use = (event: Event) => event.composedPath().forEach((target) => mark(target as unknown as Link));

  const follow = (next: string | null) => {
    id = next;
    for (const link of document.links) mark(link);
  };

  const stop = sdk.on('conversation:idChange', follow);
  // A conversation may have gone on since an earlier page; older tags have no such property.
  void sdk.get('conversation:id').then(
    (now) => id === undefined && follow(now),
    () => {},
  );
  const uses = ['pointerdown', 'click'];
  for (const type of uses) window.addEventListener(type, use, true);

  return () => {
    for (const type of uses) window.removeEventListener(type, use, true);
    stop();
    follow(null);
  };
}
