import { afterEach, describe, expect, it, vi } from 'vitest';
import { tcfConsent } from '../../../../src/adapters';
import type { Consent } from '../../../../src/adapters';
import { leavePage, useFakeIdleTime, usePage, useRealTime, useWithConsent } from '../../../support/analytics';
import { collectErrors } from '../../../support/errors';

collectErrors();
const shop = usePage();
const { iadvize } = shop;

afterEach(() => {
  useRealTime();
  Reflect.deleteProperty(window, '__tcfapi');
});

const use = (consent: Consent) => useWithConsent(iadvize, consent);

/** A consent platform of the TCF v2, as its CMP API describes it. */
function createConsentPlatform() {
  const listeners = new Map<number, (data: object, success: boolean) => void>();
  const removed: unknown[] = [];
  let data: object | undefined;
  const tell = (id: number) => data && listeners.get(id)?.({ ...data, listenerId: id }, true);
  const api = (command: string, version: number, callback: (data: object, success: boolean) => void, id?: number) => {
    expect(version).toBe(2);
    if (command === 'addEventListener') {
      const listenerId = listeners.size + 1;
      listeners.set(listenerId, callback);
      tell(listenerId);
    } else if (command === 'removeEventListener') {
      removed.push(id);
      listeners.delete(id ?? 0);
    }
  };
  return {
    removed,
    install: () => Reflect.set(window, '__tcfapi', api),
    set(changes: object) {
      data = { gdprApplies: true, ...changes };
      for (const id of listeners.keys()) tell(id);
    },
  };
}

const purposes = (...ids: number[]) => ({ consents: Object.fromEntries(ids.map((id) => [id, true])) });

const answer = { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) };

describe('tcfConsent', () => {
  it('follows the visitor’s answers', () => {
    const platform = createConsentPlatform();
    platform.install();
    const { types, stop } = use(tcfConsent());
    shop.tag.fire('onChatDisplayed');
    platform.set({ eventStatus: 'cmpuishown', purpose: purposes() });
    leavePage();
    expect(types()).toEqual([]);
    platform.set({ eventStatus: 'useractioncomplete', purpose: purposes(1, 8, 9) });
    leavePage();
    // Being asked again is no withdrawal.
    platform.set({ eventStatus: 'cmpuishown', purpose: purposes() });
    shop.tag.fire('onChatStarted');
    leavePage();
    platform.set({ eventStatus: 'useractioncomplete', purpose: purposes(1) });
    shop.tag.fire('onChatEnded');
    leavePage();
    expect(types()).toEqual(['chatDisplayed', 'chatStarted']);
    stop();
    leavePage();
    expect(platform.removed).toEqual([1]);
  });

  it.each<[string, object, Parameters<typeof tcfConsent>[0], boolean]>([
    ['all purposes', { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) }, {}, true],
    ['a purpose missing', { eventStatus: 'tcloaded', purpose: purposes(1, 8) }, {}, false],
    ['other purposes', { eventStatus: 'tcloaded', purpose: purposes(7) }, { purposes: [7] }, true],
    ['no data on purposes', { eventStatus: 'tcloaded' }, {}, false],
    ['the vendor missing', { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) }, { vendor: 755 }, false],
    [
      'the vendor',
      { eventStatus: 'tcloaded', purpose: purposes(1, 8, 9), vendor: purposes(755) },
      { vendor: 755 },
      true,
    ],
    ['a visitor to whom the GDPR does not apply', { gdprApplies: false }, {}, true],
    ['a visitor to whom the GDPR may apply', { ...answer, gdprApplies: undefined }, {}, false],
    ['a banner that is shown, whatever it says', { ...answer, eventStatus: 'cmpuishown' }, {}, false],
    ['data of no event', { ...answer, eventStatus: undefined }, {}, false],
    ['the vendor alone', { ...answer, vendor: purposes(755) }, { purposes: [], vendor: 755 }, true],
    ['a vendor that no list has', { ...answer, vendor: purposes() }, { purposes: [], vendor: 755 }, false],
  ])('understands %s', (_, data, options, granted) => {
    const platform = createConsentPlatform();
    platform.set(data);
    platform.install();
    const { sent } = use(tcfConsent(options));
    shop.tag.fire('onChatStarted');
    leavePage();
    expect(sent).toHaveLength(granted ? 1 : 0);
  });

  it.each([
    ['is not there', undefined],
    [
      'cannot be used',
      () => {
        throw new Error('Not ready');
      },
    ],
  ])('waits while the platform %s', async (_, before) => {
    await useFakeIdleTime();
    const platform = createConsentPlatform();
    platform.set({ eventStatus: 'tcloaded', purpose: purposes(1, 8, 9) });
    Reflect.set(window, '__tcfapi', before);
    const { sent, types } = use(tcfConsent());
    shop.tag.fire('onChatStarted');
    vi.advanceTimersByTime(60_000);
    expect(sent).toEqual([]);
    platform.install();
    vi.advanceTimersByTime(2000);
    expect(types()).toEqual(['chatStarted']);
  });

  it.each<[object, string]>([
    [{ purposes: 1 }, 'Option purposes: expected a list of integers, not 1'],
    [{ purposes: ['1'] }, 'Option purposes: expected a list of integers, not ["1"]'],
    [{ vendor: '755' }, 'Option vendor: expected an integer, not "755"'],
    [{ vendors: [755] }, 'No option vendors, only purposes, vendor'],
    [{ purposes: [] }, 'Options: expected purposes or vendor, not object'],
  ])('refuses %j', (options, message) => {
    expect(() => tcfConsent(options as never)).toThrow(new TypeError(message));
  });
});
