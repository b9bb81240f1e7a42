import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../src';
import * as vendors from '../../../src/adapters/vendors';
import { arrived, record, useVendorPage, where } from '../../support/vendors';

const { iadvize, shop } = useVendorPage();

describe('limits', () => {
  const long = (letter: string, length: number) => letter.repeat(length);

  it('of ga4: 40 characters of a name, 100 of a value, 25 parameters, letters, digits and underscores', async () => {
    const calls = record('gtag');
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`p${index}`, index]));
    iadvize.use(
      vendors.ga4({
        events: ['chatDisplayed', 'chatHidden'],
        rename: { chatDisplayed: `${long('n', 39)}-n`, chatHidden: 'chat hidden' },
        parameters: ({ type }) =>
          type === 'chatHidden' ? many : { [long('k', 50)]: `${long('v', 99)}😀`, 'a.b': true },
      }),
    );
    shop.tag.fire('onChatDisplayed');
    shop.tag.fire('onChatHidden');
    await arrived(() => calls, 2);
    expect(calls[0]).toEqual([
      'event',
      `${long('n', 39)}_`,
      { page_location: where, [long('k', 40)]: long('v', 99), a_b: true },
    ]);
    expect(calls[1]?.[1]).toBe('chat_hidden');
    expect(Object.keys(calls[1]?.[2] as object)).toHaveLength(26);
  });

  it.each<[string, (options: { rename: () => string }) => Adapter, string, number]>([
    ['hotjar', vendors.hotjar, 'hj', 250],
    ['metaPixel', vendors.metaPixel, 'fbq', 50],
    ['plausible', vendors.plausible, 'plausible', 120],
    ['mixpanel', vendors.mixpanel, 'mixpanel.track', 255],
    ['heap', vendors.heap, 'heap.track', 1024],
    ['clarity', (options) => vendors.clarity({ ...options, tags: false }), 'clarity', 255],
  ])('of %s on names', async (_, adapter, path, limit) => {
    const calls = record(path);
    iadvize.use(adapter({ rename: () => long('n', 2000) }));
    shop.tag.fire('onChatDisplayed');
    await arrived(() => calls);
    expect(calls[0]?.find((argument) => typeof argument === 'string' && argument.startsWith('n'))).toBe(
      long('n', limit),
    );
  });

  it('of hotjar on characters', async () => {
    const calls = record('hj');
    iadvize.use(vendors.hotjar({ rename: () => 'Chat: shown (é) 1/2' }));
    shop.tag.fire('onChatDisplayed');
    await arrived(() => calls);
    expect(calls).toEqual([['event', 'Chat: shown ___ 1/2']]);
  });

  it('of adobe and google in bytes, not characters', async () => {
    const [s, ga] = [record('s.tl'), record('ga')];
    iadvize.use(vendors.appMeasurement({ variables: { rule_label: 'prop1' } }));
    iadvize.use(vendors.universalAnalytics());
    shop.tag.fire('onRuleStarted', { id: 1, label: 'é'.repeat(400) });
    await arrived(() => [...s, ...ga], 2);
    expect(s[0]?.[3]).toEqual({ prop1: 'é'.repeat(50), pageURL: where, linkTrackVars: 'prop1' });
    expect(ga[0]?.[1]).toMatchObject({ eventLabel: 'é'.repeat(250) });
  });
});
