import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as consents from '../../../src/script-tag/consents';
import { useAttributes } from '../../../src/script-tag/from-attributes';
import type { ScriptTag } from '../../../src/script-tag/window';
import { leavePage, usePage } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
const shop = usePage();
const sendBeacon = vi.fn<typeof navigator.sendBeacon>();

beforeEach(() => {
  sendBeacon.mockReset().mockReturnValue(true);
  Object.defineProperty(navigator, 'sendBeacon', { value: sendBeacon, configurable: true });
});

/** Starts what a script element with these attributes asks for, has a chat displayed, and leaves the page. */
async function start(attributes: Readonly<Record<string, string>>) {
  const load: ScriptTag['load'] = () => Promise.resolve(consents as never);
  const iadvize: ScriptTag = { ...shop.iadvize, push: () => {}, load };
  await useAttributes(iadvize, (name) => attributes[name] ?? null);
  shop.tag.fire('onChatDisplayed');
  leavePage();
  return sendBeacon.mock.calls.map(([address]) => address);
}

const beacon = { 'data-adapters': 'beacon', 'data-beacon-url': '/events' };

describe('a list in an attribute', () => {
  it.each([
    ['data-events', ''],
    ['data-events', ' '],
    ['data-include', ','],
  ])('is as if it was not there where it is empty: %s="%s"', async (name, value) => {
    expect(await start({ ...beacon, [name]: value })).toEqual(['/events']);
  });

  it.each(['analytics_storage ad_storage', 'analytics_storage,ad_storage', ' analytics_storage,\n ad_storage '])(
    'has its words separated by spaces and commas, in data-consent-… as well: "%s"',
    async (types) => {
      const update = { analytics_storage: 'granted', ad_storage: 'granted' };
      Reflect.set(window, 'dataLayer', [{ 0: 'consent', 1: 'update', 2: update }]);
      try {
        const consent = { 'data-consent': 'googleConsentMode', 'data-consent-types': types };
        expect(await start({ ...beacon, 'data-events': 'chatDisplayed,chatHidden', ...consent })).toEqual(['/events']);
      } finally {
        Reflect.deleteProperty(window, 'dataLayer');
      }
    },
  );
});

describe('an attribute that says nothing', () => {
  const tcf = { ...beacon, 'data-consent': 'tcf' };

  it.each<[Readonly<Record<string, string>>, string]>([
    [{ 'data-adapters': 'beacon' }, 'Address of the beacon: expected a URL, not ""'],
    [{ ...beacon, 'data-beacon-url': '' }, 'Address of the beacon: expected a URL, not ""'],
    [{ ...beacon, 'data-sampling': '' }, 'Option sampling: expected a number from 0 to 1, not NaN'],
    [{ ...beacon, 'data-sampling': ' ' }, 'Option sampling: expected a number from 0 to 1, not NaN'],
    [{ ...beacon, 'data-consent': '' }, 'data-consent: no "", only'],
    [{ ...tcf, 'data-consent-vendor': '' }, 'Option vendor: expected an integer, not NaN'],
    [{ ...tcf, 'data-consent-vendor': ' ' }, 'Option vendor: expected an integer, not NaN'],
  ])('is told in the console, and starts no adapter: %j', async (attributes, message) => {
    expect(await start(attributes)).toEqual([]);
    const [error] = errors.take();
    expect(error).toBeInstanceOf(TypeError);
    expect(String(error)).toContain(message);
  });
});
