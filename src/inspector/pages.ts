import { address } from '../core/address';
import type { IAdvizeEvent } from '../core/event';
import type { Stop } from '../core/types';

export interface Pages {
  /** Tells of the page that an event was on, where that is another than the last. */
  of(event: IAdvizeEvent): void;
  /** Tells of the page's address, where that has changed. */
  look(): void;
  readonly stop: Stop;
}

/**
 * Follows the page's address by events and by what the browser tells. `history` is not patched: a route change of which
 * nobody tells is noticed at the next `look`.
 */
export function followPages(tell: (how: string, url: string, timestamp: number) => void): Pages {
  let last: string | undefined;

  function change(url: string, timestamp: number): void {
    if (url === last) return;
    tell(last === undefined ? 'Page' : 'Navigation', url, timestamp);
    last = url;
  }

  const look = () => change(address(), Date.now());
  const shown = ({ persisted }: PageTransitionEvent) => {
    if (persisted) tell('Back from the cache', address(), Date.now());
    last = address();
  };
  addEventListener('popstate', look);
  addEventListener('hashchange', look);
  addEventListener('pageshow', shown);

  return {
    // A copy of the library that is older than 0.2.0 does not say.
    of: ({ page, timestamp }: Partial<IAdvizeEvent>) => {
      if (page) change(page, timestamp ?? Date.now());
      else look();
    },
    look,
    stop: () => {
      removeEventListener('popstate', look);
      removeEventListener('hashchange', look);
      removeEventListener('pageshow', shown);
    },
  };
}
