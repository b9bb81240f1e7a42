import { describe, expect, it } from 'vitest';
import * as vendors from '../../../src/adapters/vendors';
import { arrived, page, record, useVendorPage } from '../../support/vendors';

const { errors, iadvize, shop } = useVendorPage();

describe('a tool', () => {
  it('that comes late gets what it missed', async () => {
    iadvize.use(vendors.hotjar());
    shop.tag.fire('onChatDisplayed');
    await new Promise((resolve) => setTimeout(resolve, 30));
    const calls = record('hj');
    await arrived(() => calls);
  });

  it.each<[string, unknown, string[]]>([
    ['a string', 'hj', []],
    ['null', null, []],
    ['a number', 1, []],
    [
      'a function that throws',
      () => {
        throw new Error('tool');
      },
      ['tool', 'tool'],
    ],
  ])('whose global is %s harms no other', async (_, value, thrown) => {
    for (const name of ['hj', 'dataLayer', '_paq', 'fbq']) page[name] = value;
    for (const name of ['hotjar', 'gtm', 'matomo', 'metaPixel'] as const) iadvize.use(vendors[name]());
    const calls = record('clarity');
    iadvize.use(vendors.clarity({ tags: false }));
    shop.tag.fire('onChatDisplayed');
    await arrived(() => calls);
    expect(calls).toEqual([['event', 'iadvize_chat_displayed']]);
    expect(errors.take().map((error) => (error as Error).message)).toEqual(thrown);
  });

  it('whose queue is frozen harms no other', async () => {
    page['_paq'] = Object.freeze([]);
    const calls = record('clarity');
    iadvize.use(vendors.matomo());
    iadvize.use(vendors.clarity({ tags: false }));
    shop.tag.fire('onChatDisplayed');
    await arrived(() => calls);
    expect(errors.take()).toEqual([expect.any(TypeError)]);
  });

  it('that is replaced halfway is found again', async () => {
    iadvize.use(vendors.matomo());
    shop.tag.fire('onChatDisplayed');
    await arrived(() => page['_paq']);
    const calls = record('_paq.push');
    shop.tag.fire('onChatHidden');
    await arrived(() => calls);
    expect(calls).toEqual([[['trackEvent', 'iAdvize', 'Chat Hidden']]]);
  });
});
