import { chromium } from 'playwright';
import type { Browser } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchOptions } from '../../support/chromium';
import { chat, playChat } from './tool-page';
import type { Sent, ToolPage } from './tool-page';

let browser: Browser;
beforeAll(async () => {
  browser = await chromium.launch(await launchOptions());
});
afterAll(() => browser.close());

const name = 'iadvize_chat_started';

/** A tool's client on a page, and where in its requests the event is: paths into the JSON, of which texts are unpacked. */
interface Client extends ToolPage {
  readonly tool: string;
  /** Of the events, where the request is not one event or a list of them. */
  readonly events?: string;
  /** Of an event's name, or what the tool has in its place. */
  readonly name: string;
  readonly value?: string;
  /** Of the conversation's id; left out where the tool's call has no place for it. */
  readonly conversation?: string;
  /** Of the page where it happened; left out where the tool's call has no place for it. */
  readonly page?: string;
  /** Of the time; left out where the tool has no field for it. */
  readonly time?: string;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function get(value: unknown, path = ''): unknown {
  for (const key of path ? path.split('.') : []) {
    const owner = typeof value === 'string' ? parse(value) : value;
    value = Reflect.get(Object(owner) as object, key);
  }
  return value;
}

/** Epoch milliseconds, of seconds, milliseconds or an ISO 8601 date. */
function milliseconds(value: unknown): number {
  const number = Number(value);
  if (Number.isNaN(number)) return Date.parse(String(value));
  return number < 1e11 ? number * 1000 : number;
}

function findEvent({ events, name: path, value = name }: Client, { body }: Sent): unknown {
  // Some send a line for each event.
  const whole = parse(body) ?? body.split('\n').map(parse);
  return [get(whole, events)].flat().find((event) => get(event, path) === value);
}

/** Has the Web SDK send without asking anyone else first. */
const adobe = (alloy: string) =>
  `${alloy}('configure', { datastreamId: 'd', orgId: 'shop@AdobeOrg', edgeDomain: 'alloy.example',
    idMigrationEnabled: false, thirdPartyCookiesEnabled: false, clickCollectionEnabled: false })`;

const clients: Client[] = [
  {
    // Its client has no server: what a container's tags would see goes into a request here.
    tool: 'Google Tag Manager',
    script: {
      before: 'window.dataLayer = []',
      file: 'node_modules/data-layer-helper/dist/data-layer-helper.js',
      after: `const helper = new DataLayerHelper(dataLayer, (model, { event }) => {
        const body = JSON.stringify({ event, conversation: helper.get('conversation_id'), page: helper.get('iadvize_page') });
        if (event) fetch('https://gtm.example/', { method: 'POST', body });
      })`,
    },
    adapter: 'adapters.gtm()',
    name: 'event',
    conversation: 'conversation',
    page: 'page',
  },
  {
    tool: 'Piano Analytics',
    script: {
      before: `window._pac = { site: 1, collectDomain: 'https://piano.example', privacyDefaultMode: 'optin' }`,
      file: 'node_modules/piano-analytics-js/dist/browser/piano-analytics.js',
    },
    adapter: 'adapters.piano()',
    events: 'events',
    name: 'name',
    conversation: 'data.conversation_id',
    page: 'data.event_url_full',
  },
  {
    tool: 'Piano Analytics, imported',
    imports: `import { pianoAnalytics } from 'piano-analytics-js'`,
    setup: `pianoAnalytics.setConfigurations({ site: 1, collectDomain: 'https://piano.example' })`,
    adapter: 'adapters.piano({ client: pianoAnalytics })',
    events: 'events',
    name: 'name',
    conversation: 'data.conversation_id',
    page: 'data.event_url_full',
  },
  {
    tool: 'Adobe Client Data Layer',
    script: {
      before: 'window.adobeDataLayer = []',
      file: 'node_modules/@adobe/adobe-client-data-layer/dist/adobe-client-data-layer.min.js',
      after: `adobeDataLayer.push((layer) => layer.addEventListener('${name}', (message) => {
        fetch('https://acdl.example/', { method: 'POST', body: JSON.stringify(message) });
      }))`,
    },
    adapter: 'adapters.adobeClientDataLayer()',
    name: 'event',
    conversation: 'eventInfo.conversation_id',
    page: 'eventInfo.page_location',
    time: 'eventInfo.timestamp',
  },
  {
    tool: 'Adobe Web SDK',
    script: {
      // The SDK's own base code, which queues what comes before it.
      before: `alloy = (...command) => new Promise((resolve, reject) => alloy.q.push([resolve, reject, command]));
        alloy.q = []; window.__alloyNS = ['alloy'];
        ${adobe('alloy')}`,
      file: 'node_modules/@adobe/alloy/dist/alloy.min.js',
    },
    adapter: 'adapters.alloy()',
    answers: { '/interact': { requestId: 'r', handle: [] } },
    events: 'events',
    name: 'data.iadvize.event',
    conversation: 'data.iadvize.conversation_id',
    page: 'xdm.web.webPageDetails.URL',
    time: 'xdm.timestamp',
  },
  {
    tool: 'Adobe Web SDK, imported',
    imports: `import { createInstance } from '@adobe/alloy'`,
    setup: `const alloy = createInstance({ name: 'own' }); ${adobe('alloy')}`,
    adapter: 'adapters.alloy({ client: alloy })',
    answers: { '/interact': { requestId: 'r', handle: [] } },
    events: 'events',
    name: 'xdm.web.webInteraction.name',
    conversation: 'data.iadvize.conversation_id',
    page: 'xdm.web.webPageDetails.URL',
    time: 'xdm.timestamp',
  },
  {
    tool: 'Segment',
    script: {
      before: `window.analytics = []; analytics._writeKey = 'key'; analytics._cdn = 'https://cdn.segment.example';
        analytics.track = (...args) => analytics.push(['track', ...args])`,
      file: 'node_modules/@segment/analytics-next/dist/umd/standalone.js',
    },
    adapter: 'adapters.segment()',
    answers: { '/settings': { integrations: { 'Segment.io': { apiKey: 'key', apiHost: 'segment.example/v1' } } } },
    name: 'event',
    conversation: 'properties.conversation_id',
    page: 'context.page.url',
    time: 'timestamp',
  },
  {
    tool: 'Segment, imported',
    imports: `import { AnalyticsBrowser } from '@segment/analytics-next'`,
    setup: `const analytics = AnalyticsBrowser.load({ writeKey: 'key', cdnURL: 'https://cdn.segment.example' })`,
    adapter: 'adapters.segment({ client: analytics })',
    answers: { '/settings': { integrations: { 'Segment.io': { apiKey: 'key', apiHost: 'segment.example/v1' } } } },
    name: 'event',
    conversation: 'properties.conversation_id',
    page: 'context.page.url',
    time: 'timestamp',
  },
  {
    tool: 'RudderStack',
    imports: `import { RudderAnalytics } from '@rudderstack/analytics-js/bundled'`,
    setup: `const rudder = new RudderAnalytics();
      rudder.load('key', 'https://rudder.example', { configUrl: 'https://rudder.example' })`,
    adapter: 'adapters.rudderstack({ client: rudder })',
    answers: {
      sourceConfig: {
        source: {
          id: 's',
          name: 's',
          writeKey: 'key',
          enabled: true,
          workspaceId: 'w',
          destinations: [],
          config: { statsCollection: { errors: { enabled: false }, metrics: { enabled: false } } },
        },
      },
    },
    name: 'event',
    conversation: 'properties.conversation_id',
    page: 'context.page.url',
    time: 'originalTimestamp',
  },
  {
    tool: 'Mixpanel',
    imports: `import mixpanel from 'mixpanel-browser'`,
    setup: `mixpanel.init('token', { api_host: 'https://mixpanel.example', batch_requests: false })`,
    adapter: 'adapters.mixpanel({ client: mixpanel })',
    name: 'event',
    conversation: 'properties.conversation_id',
    page: 'properties.$current_url',
    time: 'properties.time',
  },
  {
    tool: 'Amplitude',
    script: {
      file: 'node_modules/@amplitude/analytics-browser/lib/scripts/amplitude-min.js',
      after: `amplitude.init('key', { serverUrl: 'https://amplitude.example/', autocapture: false, flushIntervalMillis: 100,
        fetchRemoteConfig: false })`,
    },
    adapter: 'adapters.amplitude()',
    events: 'events',
    name: 'event_type',
    conversation: 'event_properties.conversation_id',
    page: 'event_properties.page_location',
    time: 'time',
  },
  {
    tool: 'Amplitude, imported',
    imports: `import * as amplitude from '@amplitude/analytics-browser'`,
    setup: `amplitude.init('key', { serverUrl: 'https://amplitude.example/', autocapture: false, flushIntervalMillis: 100,
      fetchRemoteConfig: false })`,
    adapter: 'adapters.amplitude({ client: amplitude })',
    events: 'events',
    name: 'event_type',
    conversation: 'event_properties.conversation_id',
    page: 'event_properties.page_location',
    time: 'time',
  },
  {
    tool: 'PostHog',
    imports: `import posthog from 'posthog-js'`,
    setup: `posthog.init('key', { api_host: 'https://posthog.example', autocapture: false, request_batching: false,
      // Playwright's browser says that it is a robot.
      opt_out_useragent_filter: true,
      disable_session_recording: true, disable_external_dependency_loading: true })`,
    adapter: 'adapters.posthog({ client: posthog })',
    events: 'batch',
    name: 'event',
    conversation: 'properties.conversation_id',
    page: 'properties.$current_url',
    time: 'timestamp',
  },
  {
    tool: 'Plausible',
    imports: `import { init } from '@plausible-analytics/tracker'`,
    // Playwright's browser says that it is a robot.
    setup: `window.__plausible = true;
      init({ domain: 'shop.example', endpoint: 'https://plausible.example/api/event' })`,
    adapter: 'adapters.plausible()',
    name: 'n',
    conversation: 'p.conversation_id',
    page: 'u',
  },
  {
    tool: 'Plausible, imported',
    imports: `import * as plausible from '@plausible-analytics/tracker'`,
    setup: `window.__plausible = true;
      plausible.init({ domain: 'shop.example', endpoint: 'https://plausible.example/api/event', bindToWindow: false })`,
    adapter: 'adapters.plausible({ client: plausible })',
    name: 'n',
    conversation: 'p.conversation_id',
    page: 'u',
  },
  {
    tool: 'Snowplow, with a schema',
    imports: `import * as snowplow from '@snowplow/browser-tracker'`,
    setup: `snowplow.newTracker('sp', 'https://snowplow.example', { encodeBase64: false })`,
    adapter: `adapters.snowplow({ client: snowplow, schema: 'iglu:com.example/iadvize/jsonschema/1-0-0' })`,
    events: 'data',
    name: 'ue_pr.data.data.name',
    conversation: 'ue_pr.data.data.conversation_id',
    page: 'ue_pr.data.data.page_location',
    time: 'dtm',
  },
  {
    tool: 'Snowplow, without',
    imports: `import * as snowplow from '@snowplow/browser-tracker'`,
    setup: `snowplow.newTracker('sp', 'https://snowplow.example', { encodeBase64: false })`,
    adapter: `adapters.snowplow({ client: snowplow })`,
    events: 'data',
    name: 'se_ac',
    value: 'Chat Start',
    conversation: 'se_pr',
    time: 'dtm',
  },
  {
    tool: 'Datadog RUM',
    script: {
      before: `window.DD_RUM = { q: [], onReady(run) { DD_RUM.q.push(run) } };
        DD_RUM.onReady(() => DD_RUM.init({ applicationId: 'a', clientToken: 'c', site: 'datadoghq.com',
          proxy: 'https://datadog.example/', sessionSampleRate: 100, trackUserInteractions: false }))`,
      file: 'node_modules/@datadog/browser-rum/bundle/datadog-rum.js',
    },
    adapter: 'adapters.datadogRum()',
    leave: true,
    name: 'action.target.name',
    conversation: 'context.conversation_id',
    page: 'context.page_location',
  },
  {
    tool: 'Datadog RUM, imported',
    imports: `import { datadogRum } from '@datadog/browser-rum'`,
    setup: `datadogRum.init({ applicationId: 'a', clientToken: 'c', site: 'datadoghq.com',
      proxy: 'https://datadog.example/', sessionSampleRate: 100, trackUserInteractions: false })`,
    adapter: 'adapters.datadogRum({ client: datadogRum })',
    leave: true,
    name: 'action.target.name',
    conversation: 'context.conversation_id',
    page: 'context.page_location',
  },
];

describe('the real client of', () => {
  it.each(clients)('$tool sends the chat', async (client) => {
    const { sent, found, time } = await playChat(browser, client, (one) => findEvent(client, one) !== undefined);
    const event = findEvent(client, found);
    if (client.time) expect(milliseconds(get(event, client.time))).toBe(time);
    if (client.conversation) expect(get(event, client.conversation)).toBe(chat.conversationId);
    if (client.page) expect(get(event, client.page)).toBe(chat.page);
    for (const secret of chat.secrets) expect(JSON.stringify(sent)).not.toContain(secret);
  });

  it('Microsoft Clarity sends the chat', async () => {
    const { found, sent } = await playChat(
      browser,
      {
        script: {
          before: `window.clarity = function () { (clarity.q = clarity.q || []).push(arguments) };
            clarity('start', { projectId: 'p', upload: 'https://clarity.example/collect', delay: 100 })`,
          file: 'node_modules/clarity-js/build/clarity.min.js',
        },
        adapter: 'adapters.clarity()',
      },
      ({ body }) => body.includes(`"${name}"`),
    );
    expect(found.body).toContain(`"conversation_id",["${chat.conversationId}"`);
    expect(found.body).toContain(`"page_location",["${chat.page}"`);
    for (const secret of chat.secrets) expect(JSON.stringify(sent)).not.toContain(secret);
  });
});
