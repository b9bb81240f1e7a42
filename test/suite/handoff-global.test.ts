import { describe, expect, it } from 'vitest';
import { collectErrors } from '../support/errors';
import { page, useHandoff } from '../support/handoff';

collectErrors();
const shop = useHandoff();

describe('window.iAdvize', () => {
  /** What a script can tell about the global without reading its descriptor. */
  const look = () => ({
    type: typeof page.iAdvize,
    there: 'iAdvize' in page,
    own: Object.hasOwn(page, 'iAdvize'),
    listed: Object.keys(page).includes('iAdvize'),
    configurable: Object.getOwnPropertyDescriptor(page, 'iAdvize')?.configurable,
  });
  const changes: [string, () => unknown][] = [
    ['nothing', () => {}],
    ['an assignment', () => (page.iAdvize = 'a')],
    ['two assignments', () => ((page.iAdvize = 'a'), (page.iAdvize = 'b'))],
    ['a deletion', () => ((page.iAdvize = 'a'), delete page.iAdvize)],
    ['a deletion of nothing', () => delete page.iAdvize],
    ['a definition', () => Object.defineProperty(page, 'iAdvize', { value: 1, configurable: true })],
    [
      'an assignment after a deletion',
      () => {
        page.iAdvize = 'a';
        delete page.iAdvize;
        page.iAdvize = 'b';
      },
    ],
    ['Object.assign', () => Object.assign(page, { iAdvize: 'c' })],
    ['a load', () => shop.tag.load()],
  ];

  it.each(changes)('is after %s what it is without us', (_, change) => {
    const returned = change();
    const without = [returned, look(), page.iAdvize];
    delete page.iAdvize;
    delete page.iAdvizeInterface;

    shop.handoff.handOff('bot-1');
    const again = change();
    const during = [again, look(), page.iAdvize];
    shop.handoff.clear();
    expect([again, look(), page.iAdvize]).toEqual(without);
    if (page.iAdvize instanceof Object) return;
    expect(during).toEqual(without);
  });

  it('keeps the very object, and is a plain property again after clear', () => {
    const object = { version: 1 };
    page.iAdvize = object;
    const descriptor = Object.getOwnPropertyDescriptor(page, 'iAdvize');
    shop.handoff.handOff('bot-1');
    expect(page.iAdvize).toBe(object);
    shop.handoff.clear();
    expect(Object.getOwnPropertyDescriptor(page, 'iAdvize')).toEqual(descriptor);
    expect(object).toEqual({ version: 1 });
  });

  it('is not there before the page puts it there', () => {
    shop.handoff.handOff('bot-1');
    expect(Object.getOwnPropertyDescriptor(page, 'iAdvize')).toBeUndefined();
  });
});
