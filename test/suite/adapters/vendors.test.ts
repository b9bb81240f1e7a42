import { describe, expect, it } from 'vitest';
import type { Adapter } from '../../../src';
import * as vendors from '../../../src/adapters/vendors';
import { arrived, own, parameters, record, time, useVendorPage, where } from '../../support/vendors';
import type { Id } from '../../support/vendors';

const { iadvize, startChat } = useVendorPage();

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

describe('what a tool is told of a chat, in a call', () => {
  it.each(called)('%s', async (_, adapter, path, expected) => {
    const calls = record(path);
    iadvize.use(adapter);
    const id = startChat();
    await arrived(() => calls);
    expect(calls).toEqual(expected({ id }));
  });
});
