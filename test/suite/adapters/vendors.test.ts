import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Adapter } from '../../../src';
import * as vendors from '../../../src/adapters/vendors';
import { usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const page = window as unknown as Record<string, unknown>;
const before = new Set(Object.keys(window));
const time = Date.UTC(2026, 0, 2, 3, 4, 5, 678);
const shop = usePage({ era: '2016' });
const where = new URL('/cart', location.href).href;
const { iadvize } = shop;

beforeEach(() => {
  vi.spyOn(Date, 'now').mockReturnValue(time);
  history.replaceState(null, '', '/cart?token=1#top');
});

afterEach(() => {
  for (const name of Object.keys(window)) if (!before.has(name)) Reflect.deleteProperty(window, name);
  vi.restoreAllMocks();
});

/** Puts a function that does nothing but take down its arguments under a global's name, or a path of names. */
function record(path: string): unknown[][] {
  const calls: unknown[][] = [];
  let owner = page;
  const names = path.split('.');
  const last = names.pop() ?? '';
  for (const name of names) owner = (owner[name] ??= {}) as typeof owner;
  owner[last] = function (this: unknown, ...args: unknown[]) {
    if (names.length && this !== owner) throw new Error('called without its object');
    calls.push(args);
  };
  return calls;
}

/** An adapter that has its own conversation, for which the page's memory of earlier tests has no entry. */
let conversation = 0;
function startChat(): string {
  const id = String((conversation += 1));
  shop.tag.fire('onChatStarted', { id });
  return id;
}

const arrived = (calls: () => unknown, length = 1) => expect.poll(calls).toHaveLength(length);

type Id = { id: string };

/** Each tool, what its snippet puts on the page, and what it is told of a chat that the visitor started. */
const called: [name: string, adapter: Adapter, path: string, calls: (chat: Id) => unknown[][]][] = [
  ['ga4', vendors.ga4(), 'gtag', ({ id }) => [['event', 'iadvize_chat_started', parameters(id)]]],
  [
    'ga4 with a measurement',
    vendors.ga4({ measurementId: 'G-1' }),
    'gtag',
    ({ id }) => [['event', 'iadvize_chat_started', { ...parameters(id), send_to: 'G-1' }]],
  ],
  [
    'universalAnalytics',
    vendors.universalAnalytics(),
    'ga',
    () => [
      [
        'send',
        {
          hitType: 'event',
          eventCategory: 'iAdvize',
          eventAction: 'Chat Start',
          eventLabel: 'visitor',
          location: where,
          page: '/cart',
          queueTime: 0,
        },
      ],
    ],
  ],
  [
    'universalAnalytics with a tracker',
    vendors.universalAnalytics({ tracker: 'shop', nonInteraction: true }),
    'ga',
    () => [['shop.send', expect.objectContaining({ nonInteraction: true })]],
  ],
  [
    'piano',
    vendors.piano(),
    'pa.sendEvent',
    ({ id }) => [['iadvize_chat_started', { event_url_full: where, ...own(id) }]],
  ],
  [
    'alloy',
    vendors.alloy(),
    'alloy',
    ({ id }) => [
      [
        'sendEvent',
        {
          xdm: {
            eventType: 'web.webinteraction.linkClicks',
            timestamp: '2026-01-02T03:04:05.678Z',
            web: {
              webPageDetails: { URL: where },
              webInteraction: { name: 'iadvize_chat_started', type: 'other', linkClicks: { value: 1 } },
            },
          },
          data: { iadvize: { ...own(id), event: 'iadvize_chat_started' } },
        },
      ],
    ],
  ],
  [
    'appMeasurement',
    vendors.appMeasurement({ variables: { conversation_id: 'eVar1', started_by: 'prop2', ended_by: 'prop3' } }),
    's.tl',
    ({ id }) => [
      [
        true,
        'o',
        'iadvize_chat_started',
        { eVar1: id, prop2: 'visitor', pageURL: where, linkTrackVars: 'eVar1,prop2' },
      ],
    ],
  ],
  [
    'appMeasurement without variables',
    vendors.appMeasurement({ global: 'tracker' }),
    'tracker.tl',
    () => [[true, 'o', 'iadvize_chat_started', { pageURL: where, linkTrackVars: 'None' }]],
  ],
  ['commandersAct', vendors.commandersAct(), 'cact', ({ id }) => [['trigger', 'iadvize_chat_started', parameters(id)]]],
  [
    'tealium',
    vendors.tealium(),
    'utag.link',
    ({ id }) => [[{ ...parameters(id), tealium_event: 'iadvize_chat_started' }]],
  ],
  [
    'eulerian',
    vendors.eulerian({ parameters: { chat_id: undefined } }),
    'EA_push',
    ({ id }) => [
      [
        'action',
        expect.arrayContaining([
          'actionname',
          'iadvize_chat_started',
          'actionpname',
          'conversation_id',
          'actionpvalue',
          id,
        ]),
      ],
    ],
  ],
  [
    'segment',
    vendors.segment(),
    'analytics.track',
    ({ id }) => [
      [
        'iadvize_chat_started',
        own(id),
        { timestamp: new Date(time), context: { page: { url: where, path: '/cart', search: '' } } },
      ],
    ],
  ],
  [
    'rudderstack',
    vendors.rudderstack(),
    'rudderanalytics.track',
    ({ id }) => [
      [
        'iadvize_chat_started',
        own(id),
        { originalTimestamp: '2026-01-02T03:04:05.678Z', page: { url: where, path: '/cart', search: '' } },
      ],
    ],
  ],
  [
    'mixpanel',
    vendors.mixpanel(),
    'mixpanel.track',
    ({ id }) => [['iadvize_chat_started', { ...own(id), $current_url: where, time: 1767323045.678 }]],
  ],
  [
    'amplitude',
    vendors.amplitude(),
    'amplitude.track',
    ({ id }) => [['iadvize_chat_started', parameters(id), { time }]],
  ],
  [
    'posthog',
    vendors.posthog(),
    'posthog.capture',
    ({ id }) => [['iadvize_chat_started', { $current_url: where, ...own(id) }, { timestamp: new Date(time) }]],
  ],
  ['heap', vendors.heap(), 'heap.track', ({ id }) => [['iadvize_chat_started', parameters(id)]]],
  [
    'plausible',
    vendors.plausible(),
    'plausible',
    ({ id }) => [['iadvize_chat_started', { props: own(id), url: where }]],
  ],
  [
    'plausible, not interactive',
    vendors.plausible({ interactive: false }),
    'plausible',
    ({ id }) => [['iadvize_chat_started', { props: own(id), url: where, interactive: false }]],
  ],
  [
    'snowplow',
    vendors.snowplow(),
    'snowplow',
    ({ id }) => [
      [
        'trackStructEvent',
        { category: 'iAdvize', action: 'Chat Start', label: 'visitor', property: id, timestamp: time },
      ],
    ],
  ],
  [
    'snowplow with a schema',
    vendors.snowplow({ global: 'tracker', schema: 'iglu:com.example/iadvize/jsonschema/1-0-0' }),
    'tracker',
    ({ id }) => [
      [
        'trackSelfDescribingEvent',
        {
          event: {
            schema: 'iglu:com.example/iadvize/jsonschema/1-0-0',
            data: { ...parameters(id), name: 'iadvize_chat_started' },
          },
          timestamp: time,
        },
      ],
    ],
  ],
  ['hotjar', vendors.hotjar(), 'hj', () => [['event', 'iadvize_chat_started']]],
  ['clarity without tags', vendors.clarity({ tags: false }), 'clarity', () => [['event', 'iadvize_chat_started']]],
  [
    'fullstory',
    vendors.fullstory(),
    'FS',
    ({ id }) => [['trackEvent', { name: 'iadvize_chat_started', properties: parameters(id) }]],
  ],
  ['metaPixel', vendors.metaPixel(), 'fbq', ({ id }) => [['trackCustom', 'iadvize_chat_started', parameters(id)]]],
  [
    'metaPixel with one pixel',
    vendors.metaPixel({ pixelId: '42' }),
    'fbq',
    ({ id }) => [['trackSingleCustom', '42', 'iadvize_chat_started', parameters(id)]],
  ],
  [
    'googleAds',
    vendors.googleAds({ conversions: { chatStarted: 'AW-1/chat' } }),
    'gtag',
    ({ id }) => [['event', 'conversion', { send_to: 'AW-1/chat', page_location: where, transaction_id: id }]],
  ],
  [
    'linkedinInsight',
    vendors.linkedinInsight({ conversions: { chatStarted: 1234567 } }),
    'lintrk',
    () => [['track', { conversion_id: 1234567 }]],
  ],
  [
    'microsoftUet',
    vendors.microsoftUet(),
    'uetq.push',
    () => [['event', 'iadvize_chat_started', { event_category: 'iAdvize', event_label: 'visitor' }]],
  ],
  ['pinterest', vendors.pinterest(), 'pintrk', ({ id }) => [['track', 'iadvize_chat_started', parameters(id)]]],
  [
    'pinterest, renamed',
    vendors.pinterest({ rename: { chatStarted: 'lead' } }),
    'pintrk',
    ({ id }) => [['track', 'lead', parameters(id)]],
  ],
  ['piwikPro', vendors.piwikPro(), '_paq.push', () => [[['trackEvent', 'iAdvize', 'Chat Start', 'visitor']]]],
  [
    'snapchat',
    vendors.snapchat({ conversions: { chatStarted: 'CUSTOM_EVENT_1' } }),
    'snaptr',
    () => [['track', 'CUSTOM_EVENT_1', { event_tag: 'iadvize_chat_started', description: 'visitor' }]],
  ],
  ['tiktok', vendors.tiktok(), 'ttq.track', ({ id }) => [['iadvize_chat_started', parameters(id)]]],
];

const own = (id: string) => ({ chat_id: id, started_by: 'visitor', conversation_id: id });
const parameters = (id: string) => ({ page_location: where, ...own(id) });

describe('what a tool is told of a chat, in a call', () => {
  it.each(called)('%s', async (_, adapter, path, expected) => {
    const calls = record(path);
    iadvize.use(adapter);
    const id = startChat();
    await arrived(() => calls);
    expect(calls).toEqual(expected({ id }));
  });

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
    Reflect.deleteProperty(page, 'iAdvizeCallbacks');
  });
});

describe('the clients that a site imports', () => {
  it.each<[string, (client: never) => Adapter, ...methods: string[]]>([
    ['amplitude', (tool) => vendors.amplitude({ client: tool }), 'track'],
    ['mixpanel', (tool) => vendors.mixpanel({ client: tool }), 'track'],
    ['piano', (tool) => vendors.piano({ client: tool }), 'sendEvent'],
    ['plausible', (tool) => vendors.plausible({ client: tool }), 'track'],
    ['posthog', (tool) => vendors.posthog({ client: tool }), 'capture'],
    ['rudderstack', (tool) => vendors.rudderstack({ client: tool }), 'track'],
    ['segment', (tool) => vendors.segment({ client: tool }), 'track'],
    ['snowplow', (tool) => vendors.snowplow({ client: tool }), 'trackStructEvent', 'trackSelfDescribingEvent'],
  ])('%s, and not what is on the page', async (_, use, ...methods) => {
    const client = Object.fromEntries(methods.map((method) => [method, vi.fn()]));
    for (const name of ['pa', ...Object.keys(vendors)])
      page[name] = Object.fromEntries(methods.map((method) => [method, fail]));
    iadvize.use(use(client as never));
    startChat();
    await expect.poll(() => client[methods[0] ?? '']).toHaveBeenCalledOnce();
  });

  it('alloy, and not what is on the page', async () => {
    page['alloy'] = fail;
    const client = vi.fn();
    iadvize.use(vendors.alloy({ client }));
    startChat();
    await expect.poll(() => client).toHaveBeenCalledOnce();
    expect(client).toHaveBeenCalledWith('sendEvent', expect.anything());
  });

  it('datadogRum, and not what is on the page', async () => {
    page['DD_RUM'] = { onReady: fail, addAction: fail };
    const client = { onReady: (run: () => void) => run(), addAction: vi.fn() };
    iadvize.use(vendors.datadogRum({ client }));
    startChat();
    await expect.poll(() => client.addAction).toHaveBeenCalledOnce();
  });
});

const fail = () => {
  throw new Error('not the client');
};

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
