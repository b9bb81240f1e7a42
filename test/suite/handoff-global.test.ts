import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { createHandoff } from '../../src/virtual-agent';
import type { Handoff } from '../../src/virtual-agent';
import { collectErrors } from '../support/errors';

type Page = Window & { iAdvize?: unknown; iAdvizeInterface?: unknown };

collectErrors();
const page: Page = window;
let iadvize: IAdvizeCallbacks;
let handoff: Handoff;
let tag: FakeTag;

const begin = () => {
  iadvize = installCallbacks();
  handoff = createHandoff(iadvize);
  tag = createFakeTag();
};

const end = () => {
  iadvize.uninstall();
  delete page.iAdvize;
  delete page.iAdvizeInterface;
};

beforeEach(begin);
afterEach(end);

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
    ['a load', () => tag.load()],
  ];

  it.each(changes)('is after %s what it is without us', (_, change) => {
    const returned = change();
    const without = [returned, look(), page.iAdvize];
    delete page.iAdvize;
    delete page.iAdvizeInterface;

    handoff.handOff('bot-1');
    const again = change();
    const during = [again, look(), page.iAdvize];
    handoff.clear();
    expect([again, look(), page.iAdvize]).toEqual(without);
    if (page.iAdvize instanceof Object) return;
    expect(during).toEqual(without);
  });

  it('keeps the very object, and is a plain property again after clear', () => {
    const object = { version: 1 };
    page.iAdvize = object;
    const descriptor = Object.getOwnPropertyDescriptor(page, 'iAdvize');
    handoff.handOff('bot-1');
    expect(page.iAdvize).toBe(object);
    handoff.clear();
    expect(Object.getOwnPropertyDescriptor(page, 'iAdvize')).toEqual(descriptor);
    expect(object).toEqual({ version: 1 });
  });

  it('is not there before the page puts it there', () => {
    handoff.handOff('bot-1');
    expect(Object.getOwnPropertyDescriptor(page, 'iAdvize')).toBeUndefined();
  });
});
