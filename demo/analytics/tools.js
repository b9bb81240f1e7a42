// @ts-check

/**
 * A conversion for each event, for tools that count nothing else.
 *
 * @template Conversion
 * @param {(event: string) => Conversion} conversionOf
 */
const conversions = (conversionOf) => {
  // The library has put them all there, by the page's own script.
  const callbacks = Object.keys(Reflect.get(globalThis, 'iAdvizeCallbacks') ?? {});
  const events = callbacks.map((name) => name.charAt(2).toLowerCase() + name.slice(3));
  return { conversions: Object.fromEntries(events.map((event) => [event, conversionOf(event)])) };
};

/** Tools that have no row, since they have the same place on a page as another, which has one. */
export const sharing = { googleAds: 'ga4', piwikPro: 'matomo' };

/**
 * @typedef {object} Tool
 * @property {string} adapter the adapter's name
 * @property {string} name
 * @property {string} group
 * @property {string} global where a page has it: its function (`gtag`), method (`analytics.track`) or queue (`_paq.push`)
 * @property {object} [options] of the adapter's own
 * @property {object} [besides] what else is on its object
 */

/** @type {Tool[]} */
export const tools = [
  { group: 'Google', adapter: 'ga4', name: 'Google Analytics 4', global: 'gtag' },
  { group: 'Google', adapter: 'gtm', name: 'Google Tag Manager', global: 'dataLayer.push' },
  { group: 'Google', adapter: 'universalAnalytics', name: 'Universal Analytics', global: 'ga' },
  { group: 'Google', adapter: 'classicAnalytics', name: 'Classic Analytics', global: '_gaq.push' },
  { group: 'Audience', adapter: 'matomo', name: 'Matomo', global: '_paq.push' },
  { group: 'Audience', adapter: 'piano', name: 'Piano Analytics', global: 'pa.sendEvent' },
  { group: 'Audience', adapter: 'plausible', name: 'Plausible', global: 'plausible' },
  { group: 'Audience', adapter: 'eulerian', name: 'Eulerian', global: 'EA_push' },
  { group: 'Advertising', adapter: 'metaPixel', name: 'Meta Pixel', global: 'fbq' },
  { group: 'Audience', adapter: 'umami', name: 'Umami', global: 'umami.track' },
  {
    group: 'Advertising',
    adapter: 'linkedinInsight',
    name: 'LinkedIn Insight',
    global: 'lintrk',
    options: conversions((event) => event.length),
  },
  { group: 'Advertising', adapter: 'microsoftUet', name: 'Microsoft Advertising', global: 'uetq.push' },
  { group: 'Advertising', adapter: 'pinterest', name: 'Pinterest', global: 'pintrk' },
  {
    group: 'Advertising',
    adapter: 'snapchat',
    name: 'Snapchat',
    global: 'snaptr',
    options: conversions(() => 'CUSTOM_EVENT_1'),
  },
  { group: 'Advertising', adapter: 'tiktok', name: 'TikTok', global: 'ttq.track' },
  { group: 'Adobe', adapter: 'adobeClientDataLayer', name: 'Adobe Client Data Layer', global: 'adobeDataLayer.push' },
  { group: 'Adobe', adapter: 'alloy', name: 'Adobe Web SDK', global: 'alloy' },
  {
    group: 'Adobe',
    adapter: 'appMeasurement',
    name: 'Adobe AppMeasurement',
    global: 's.tl',
    options: { variables: { conversation_id: 'eVar12', started_by: 'prop3' } },
  },
  { group: 'Data', adapter: 'segment', name: 'Segment', global: 'analytics.track' },
  { group: 'Data', adapter: 'rudderstack', name: 'RudderStack', global: 'rudderanalytics.track' },
  { group: 'Data', adapter: 'snowplow', name: 'Snowplow', global: 'snowplow' },
  { group: 'Data', adapter: 'tealium', name: 'Tealium', global: 'utag.link' },
  { group: 'Data', adapter: 'commandersAct', name: 'Commanders Act', global: 'cact' },
  { group: 'Product', adapter: 'mixpanel', name: 'Mixpanel', global: 'mixpanel.track' },
  { group: 'Product', adapter: 'amplitude', name: 'Amplitude', global: 'amplitude.track' },
  { group: 'Product', adapter: 'posthog', name: 'PostHog', global: 'posthog.capture' },
  { group: 'Product', adapter: 'heap', name: 'Heap', global: 'heap.track' },
  { group: 'Experience', adapter: 'contentsquare', name: 'Contentsquare', global: '_uxa.push' },
  { group: 'Experience', adapter: 'hotjar', name: 'Hotjar', global: 'hj' },
  { group: 'Experience', adapter: 'clarity', name: 'Microsoft Clarity', global: 'clarity' },
  { group: 'Experience', adapter: 'fullstory', name: 'FullStory', global: 'FS' },
  {
    group: 'Experience',
    adapter: 'datadogRum',
    name: 'Datadog RUM',
    global: 'DD_RUM.addAction',
    // Its snippet's, for what waits until the SDK is there.
    besides: { onReady: (/** @type {() => void} */ run) => run() },
  },
  { group: 'Your own', adapter: 'domEvent', name: 'DOM event', global: 'document' },
  { group: 'Your own', adapter: 'consoleLog', name: 'Console', global: 'console.log' },
  { group: 'Your own', adapter: 'beacon', name: 'Beacon', global: 'POST /collect' },
];
