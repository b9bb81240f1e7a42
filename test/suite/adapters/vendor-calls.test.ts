import { describe, expect, it, vi } from 'vitest';
import * as vendors from '../../../src/adapters/vendors';
import { arrived, own, page, parameters, record, useVendorPage, where } from '../../support/vendors';

const { iadvize, shop, startChat } = useVendorPage();

describe('what a tool is told of a chat, in a call', () => {
  it('clarity, with each parameter as a tag first', async () => {
    const calls = record('clarity');
    iadvize.use(vendors.clarity());
    const id = startChat();
    await arrived(() => calls, 5);
    expect(calls.at(-1)).toEqual(['event', 'iadvize_chat_started']);
    expect(calls.slice(0, -1)).toContainEqual(['set', 'conversation_id', id]);
    expect(calls.slice(0, -1)).toContainEqual(['set', 'started_by', 'visitor']);
  });

  it('alloy, by a beacon while the page is hidden', async () => {
    const calls = record('alloy');
    iadvize.use(vendors.alloy());
    vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
    startChat();
    await arrived(() => calls);
    expect(calls[0]?.[1]).toHaveProperty('documentUnloading', true);
  });

  it('datadogRum, through what its snippet has wait', async () => {
    const waiting: (() => void)[] = [];
    page['DD_RUM'] = { q: waiting, onReady: (run: () => void) => waiting.push(run) };
    iadvize.use(vendors.datadogRum());
    const id = startChat();
    await arrived(() => waiting);
    page['DD_RUM'] = { onReady: (run: () => void) => run() };
    const calls = record('DD_RUM.addAction');
    waiting[0]?.();
    expect(calls).toEqual([['iadvize_chat_started', parameters(id)]]);
  });

  it('umami, by a function that keeps what the tracker has', async () => {
    const calls = record('umami.track');
    iadvize.use(vendors.umami());
    const id = startChat();
    await arrived(() => calls);
    const [make] = calls[0] as [(properties: object) => object];
    expect(make({ website: 'shop', url: '/later' })).toEqual({
      website: 'shop',
      url: where,
      name: 'iadvize_chat_started',
      data: own(id),
    });
  });

  it.each([
    ['googleAds', vendors.googleAds({ conversions: { chatEnded: 'AW-1/end' } }), 'gtag', 'AW-1/end'],
    ['linkedinInsight', vendors.linkedinInsight({ conversions: { chatEnded: 1234567 } }), 'lintrk', '1234567'],
    ['snapchat', vendors.snapchat({ conversions: { chatEnded: 'SAVE' } }), 'snaptr', 'SAVE'],
  ])('%s, of no event that is not one of its conversions', async (_, adapter, path, conversion) => {
    const calls = record(path);
    iadvize.use(adapter);
    const id = startChat();
    shop.tag.fire('onChatEnded', { id });
    await arrived(() => calls);
    expect(JSON.stringify(calls)).toContain(conversion);
  });

  it('universalAnalytics and fullstory, under the name that their snippets were given', async () => {
    page['GoogleAnalyticsObject'] = 'track';
    page['_fs_namespace'] = 'Story';
    const [ga, fs] = [record('track'), record('Story')];
    iadvize.use(vendors.universalAnalytics());
    iadvize.use(vendors.fullstory());
    startChat();
    await arrived(() => [...ga, ...fs], 2);
  });
});
