import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../src';
import * as vendors from '../../../src/adapters/vendors';
import { arrived, own, page, parameters, record, time, useVendorPage, where } from '../../support/vendors';
import type { Id } from '../../support/vendors';

const { iadvize, shop, startChat } = useVendorPage();

/** Each tool whose documentation has the page make its queue, and what comes onto it. */
const queued: [name: string, adapter: Adapter, queue: string, items: (chat: Id) => unknown[]][] = [
  ['gtm', vendors.gtm(), 'dataLayer', ({ id }) => [{ event: 'iadvize_chat_started', ...own(id), iadvize_page: where }]],
  [
    'gtm, renamed',
    vendors.gtm({ dataLayer: 'layer' }),
    'layer',
    ({ id }) => [{ event: 'iadvize_chat_started', ...own(id), iadvize_page: where }],
  ],
  ['matomo', vendors.matomo(), '_paq', () => [['trackEvent', 'iAdvize', 'Chat Start', 'visitor']]],
  [
    'matomo with dimensions',
    vendors.matomo({ dimensions: { conversation_id: 3, ended_by: 4 } }),
    '_paq',
    ({ id }) => [['trackEvent', 'iAdvize', 'Chat Start', 'visitor', undefined, { dimension3: id }]],
  ],
  ['classicAnalytics', vendors.classicAnalytics(), '_gaq', () => [['_trackEvent', 'iAdvize', 'Chat Start', 'visitor']]],
  [
    'classicAnalytics with a tracker',
    vendors.classicAnalytics({ tracker: 'shop' }),
    '_gaq',
    () => [['shop._trackEvent', 'iAdvize', 'Chat Start', 'visitor']],
  ],
  [
    'piano with its queue',
    vendors.piano({ queue: '_piano' }),
    '_piano',
    ({ id }) => [['sendEvent', 'iadvize_chat_started', { event_url_full: where, ...own(id) }]],
  ],
  [
    'adobeClientDataLayer',
    vendors.adobeClientDataLayer(),
    'adobeDataLayer',
    ({ id }) => [{ event: 'iadvize_chat_started', eventInfo: { ...parameters(id), timestamp: time } }],
  ],
  [
    'contentsquare',
    vendors.contentsquare({ dynamicVariables: false }),
    '_uxa',
    () => [['event', 'iadvize_chat_started']],
  ],
];

describe('what a tool is told of a chat, on its queue', () => {
  it.each(queued)('%s, which the page has not made yet', async (_, adapter, queue, expected) => {
    iadvize.use(adapter);
    const id = startChat();
    await arrived(() => page[queue]);
    expect(page[queue]).toEqual(expected({ id }));
  });

  it.each(queued)('%s, which the tool has taken over', async (_, adapter, queue, expected) => {
    const calls = record(`${queue}.push`);
    iadvize.use(adapter);
    const id = startChat();
    await arrived(() => calls);
    expect(calls).toEqual(expected({ id }).map((item) => [item]));
  });

  it('contentsquare, with each parameter as a dynamic variable first', async () => {
    iadvize.use(vendors.contentsquare({ parameters: { vip: true } }));
    const id = startChat();
    await arrived(() => page['_uxa'], 6);
    const items = page['_uxa'] as unknown[];
    expect(items.at(-1)).toEqual(['event', 'iadvize_chat_started']);
    expect(items).toContainEqual(['trackDynamicVariable', { key: 'conversation_id', value: id }]);
    expect(items).toContainEqual(['trackDynamicVariable', { key: 'vip', value: 'true' }]);
  });

  it('ga4, as an arguments object, once there is a config command', async () => {
    page['dataLayer'] = [{ event: 'gtm.js' }];
    iadvize.use(vendors.ga4());
    const id = startChat();
    const layer = page['dataLayer'] as unknown[];
    setTimeout(() => layer.push(['config', 'G-1']), 20);
    await arrived(() => layer, 3);
    expect(Object.prototype.toString.call(layer[2])).toBe('[object Arguments]');
    expect([...(layer[2] as unknown[])]).toEqual(['event', 'iadvize_chat_started', parameters(id)]);
  });

  it('gtm, without what it remembers of an earlier event', async () => {
    iadvize.use(vendors.gtm());
    startChat();
    shop.tag.fire('onRuleStarted', { id: 107, label: 'Product pages' });
    await arrived(() => page['dataLayer'], 2);
    expect((page['dataLayer'] as unknown[])[1]).toStrictEqual({
      event: 'iadvize_rule_started',
      iadvize_page: where,
      chat_id: undefined,
      conversation_id: undefined,
      started_by: undefined,
      rule_id: '107',
      rule_label: 'Product pages',
    });
  });

  it('classicAnalytics, as the example of the documentation of 2016', async () => {
    const example: unknown[] = [];
    // Section "How to use callbacks".
    const _gaq = example;
    const documented: Record<string, (obj: { startedBy?: string }) => void> = {
      onChatStarted: (obj) => _gaq.push(['_trackEvent', 'iAdvize', 'Chat Start', obj.startedBy]),
      onChatEnded: (obj) => _gaq.push(['_trackEvent', 'iAdvize', 'Chat End', obj.startedBy]),
      onCallStarted: () => _gaq.push(['_trackEvent', 'iAdvize', 'Call Start']),
      onCallEnded: () => _gaq.push(['_trackEvent', 'iAdvize', 'Call End']),
    };
    page['iAdvizeCallbacks'] = documented;
    iadvize.use(vendors.classicAnalytics());
    const id = startChat();
    shop.tag.fire('onChatEnded', { id });
    shop.tag.fire('onCallStarted');
    shop.tag.fire('onCallEnded');
    await arrived(() => page['_gaq'], 4);
    expect(page['_gaq']).toStrictEqual(example);
  });
});
