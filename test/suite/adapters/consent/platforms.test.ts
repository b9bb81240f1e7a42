import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  axeptioConsent,
  cookiebotConsent,
  didomiConsent,
  googleConsentMode,
  oneTrustConsent,
  trustCommanderConsent,
  usercentricsConsent,
} from '../../../../src/adapters';
import type { ConsentAnswer, ConsentSource } from '../../../../src/adapters';
import { createAxeptio } from '../../../support/consent/axeptio';
import { createCookiebot } from '../../../support/consent/cookiebot';
import { createDidomi } from '../../../support/consent/didomi';
import { createGoogleConsentMode } from '../../../support/consent/google-consent-mode';
import { createOneTrust } from '../../../support/consent/one-trust';
import { forget, page } from '../../../support/consent/stand-in';
import type { StandIn, Visit } from '../../../support/consent/stand-in';
import { createTrustCommander } from '../../../support/consent/trust-commander';
import { createUsercentrics2, createUsercentrics3 } from '../../../support/consent/usercentrics';

interface Row {
  readonly create: (visit?: Visit) => StandIn;
  /** Asks for everything that a visitor who allows only statistics refuses in part. */
  readonly both: () => ConsentSource;
  readonly statistics: () => ConsentSource;
  /** Where what is allowed without an answer may count. */
  readonly implied?: () => ConsentSource;
  /** Something of that id stands where the platform will. */
  readonly ids: readonly string[];
}

const rows: Record<string, Row> = {
  axeptio: {
    create: createAxeptio,
    both: () => axeptioConsent({ vendor: 'marketing' }),
    statistics: () => axeptioConsent({ vendor: 'statistics' }),
    ids: ['axeptioSDK', '_axcb'],
  },
  cookiebot: {
    create: createCookiebot,
    both: () => cookiebotConsent({ categories: ['statistics', 'marketing'] }),
    statistics: () => cookiebotConsent({ categories: ['statistics'] }),
    implied: () => cookiebotConsent({ categories: ['marketing'], implied: true }),
    ids: ['Cookiebot'],
  },
  didomi: {
    create: createDidomi,
    both: () => didomiConsent({ vendor: 'c:iadvize-1', purposes: ['marketing', 'statistics'] }),
    statistics: () => didomiConsent({ purposes: ['statistics'] }),
    implied: () => didomiConsent({ vendor: 'iadvize-1', implied: true }),
    ids: ['Didomi', 'didomiOnReady'],
  },
  googleConsentMode: {
    create: createGoogleConsentMode,
    both: () => googleConsentMode({ types: ['ad_storage', 'analytics_storage'] }),
    statistics: () => googleConsentMode({ types: ['analytics_storage'] }),
    ids: ['dataLayer'],
  },
  oneTrust: {
    create: createOneTrust,
    both: () => oneTrustConsent({ groups: ['C0002', 'c0004'] }),
    statistics: () => oneTrustConsent({ groups: ['C0002'] }),
    implied: () => oneTrustConsent({ groups: ['C0004'], implied: true }),
    ids: ['OneTrust', 'OnetrustActiveGroups'],
  },
  trustCommander: {
    create: createTrustCommander,
    both: () => trustCommanderConsent({ vendor: '12', categories: ['2', '3'] }),
    statistics: () => trustCommanderConsent({ categories: ['1', '2'] }),
    ids: ['cact', 'caReady'],
  },
  'usercentrics 2': {
    create: createUsercentrics2,
    both: () => usercentricsConsent({ service: 'ads1', category: 'statistics' }),
    statistics: () => usercentricsConsent({ service: 'stats1' }),
    implied: () => usercentricsConsent({ category: 'marketing', implied: true }),
    ids: ['UC_UI', '__ucCmp'],
  },
  'usercentrics 3': {
    create: createUsercentrics3,
    both: () => usercentricsConsent({ service: 'stats1', category: 'marketing' }),
    statistics: () => usercentricsConsent({ service: 'stats1' }),
    implied: () => usercentricsConsent({ category: 'marketing', implied: true }),
    ids: ['UC_UI', '__ucCmp'],
  },
};

const undo: (() => void)[] = [];
afterEach(() => {
  for (const run of undo.splice(0)) run();
});

/** A page of a visitor's, with the platform's script still to come. */
function open(row: Row, visit?: Visit): StandIn {
  const platform = row.create(visit);
  undo.push(() => platform.remove());
  return platform;
}

/** What a source tells, in order. */
function follow(source: ConsentSource) {
  const told: ConsentAnswer[] = [];
  const stop = source.subscribe((answer) => told.push(answer)) ?? (() => {});
  undo.push(stop);
  return { told, stop };
}

/** Whatever a platform answers by a promise has been answered. */
const settle = () => new Promise((resolve) => setTimeout(resolve, 0));

describe.each(Object.entries(rows))('%s', (_, row) => {
  it.each(['before', 'after'])('is followed from %s its script on', async (when) => {
    const platform = open(row);
    if (when === 'after') platform.load();
    const { told } = follow(row.both());
    if (when === 'before') platform.load();
    await settle();
    expect(told).toEqual([]);
    platform.answer(true);
    await expect.poll(() => told).toEqual([true]);
    platform.answer(false);
    await expect.poll(() => told).toEqual([true, false]);
  });

  it.each([
    [true, 'before'],
    [true, 'after'],
    [false, 'before'],
    [false, 'after'],
  ])('knows the answer of an earlier visit, %s, used %s its script', async (stored, when) => {
    const platform = open(row, { stored });
    if (when === 'after') platform.load();
    const { told } = follow(row.both());
    if (when === 'before') platform.load();
    await expect.poll(() => told).toEqual([stored]);
  });

  it('takes its events for no answer, and tells of none twice', async () => {
    const platform = open(row);
    platform.load();
    const { told } = follow(row.both());
    platform.chatter();
    await settle();
    expect(told).toEqual([]);
    platform.answer(true);
    platform.chatter();
    platform.answer(true);
    await expect.poll(() => told).toEqual([true]);
    await settle();
    expect(told).toEqual([true]);
  });

  it('allows nothing where one thing of several is refused', async () => {
    const platform = open(row);
    platform.load();
    const [both, statistics] = [follow(row.both()), follow(row.statistics())];
    platform.answer('statistics');
    await expect.poll(() => [both.told, statistics.told]).toEqual([[false], [true]]);
  });

  it('counts what is allowed without an answer only where that is asked for', async () => {
    const platform = open(row, { optOut: true });
    platform.load();
    const { told } = follow(row.both());
    const implied = row.implied && follow(row.implied());
    await settle();
    expect([told, implied?.told]).toEqual([[], row.implied && [true]]);
    platform.answer(false);
    await expect.poll(() => told).toEqual([false]);
    if (implied) await expect.poll(() => implied.told).toEqual([true, false]);
  });

  it('never takes a default refusal for one, whatever is asked for', async () => {
    const platform = open(row);
    platform.load();
    const { told } = follow((row.implied ?? row.both)());
    platform.chatter();
    await settle();
    expect(told).toEqual([]);
  });

  it('is not followed any more once stopped, and leaves no listener', async () => {
    const listening = new Set<string>();
    const key = (type: string, listener: unknown) => `${type} ${String(listener)}`;
    const [add, remove] = [
      vi.spyOn(window, 'addEventListener').mockImplementation((type, listener) => listening.add(key(type, listener))),
      vi.spyOn(window, 'removeEventListener').mockImplementation((type, listener) => {
        listening.delete(key(type, listener));
      }),
    ];
    const late = follow(row.both());
    late.stop();
    expect([...listening]).toEqual([]);
    add.mockRestore();
    remove.mockRestore();
    const platform = open(row);
    platform.load();
    const { told, stop } = follow(row.both());
    platform.answer(true);
    await expect.poll(() => told).toEqual([true]);
    stop();
    platform.answer(false);
    await settle();
    expect([told, late.told]).toEqual([[true], []]);
  });

  it('can be followed by several, each from the start', async () => {
    const platform = open(row);
    platform.load();
    const source = row.both();
    const first = follow(source);
    platform.answer(true);
    await expect.poll(() => first.told).toEqual([true]);
    first.stop();
    platform.answer(false);
    const second = follow(source);
    await expect.poll(() => second.told).toEqual([false]);
    expect(first.told).toEqual([true]);
  });

  it.each(row.ids)('is not misled by an element of the id %s', async (id) => {
    document.body.innerHTML = `<form id="${id}"><input name="consent"><input name="push"><input name="state">
      <input name="IsAlertBoxClosed"><input name="getConsentDetails"><input name="getServicesBaseInfo"></form>
      <a id="${id}" href="x:,C0002,C0004,">allowed</a>`;
    undo.push(() => {
      document.body.innerHTML = '';
    });
    const { told } = follow(row.both());
    await settle();
    expect(told).toEqual([]);
  });
});

describe('axeptio', () => {
  it('has no answer to a vendor that was added since', () => {
    const platform = open(rows['axeptio']!, { stored: true });
    platform.load();
    expect(follow(axeptioConsent({ vendor: 'late' })).told).toEqual([]);
    expect(follow(axeptioConsent({ vendor: 'constructor' })).told).toEqual([]);
  });
});

describe('oneTrust', () => {
  it('takes no element’s address for its groups', () => {
    page['OneTrust'] = { IsAlertBoxClosed: () => true };
    document.body.innerHTML = '<a id="OnetrustActiveGroups" href="x:,C0002,">allowed</a>';
    undo.push(() => {
      document.body.innerHTML = '';
      forget('OneTrust');
    });
    expect(follow(oneTrustConsent({ groups: ['C0002'] })).told).toEqual([]);
  });
});

/** What a source tells of a page with these globals. */
function toldOf(source: ConsentSource, globals: Record<string, unknown>) {
  Object.assign(page, globals);
  undo.push(() => forget(...Object.keys(globals)));
  return follow(source).told;
}

describe('what is no answer of the visitor’s', () => {
  it('cookiebot: one that it gave by itself, or an old record', () => {
    const Cookiebot = { hasResponse: true, consent: { statistics: true, method: 'implied' } };
    expect(toldOf(cookiebotConsent({ categories: ['statistics'] }), { Cookiebot })).toEqual([]);
  });

  it('axeptio: choices that are not complete', () => {
    const sdk = { userPreferencesManager: { choices: { marketing: true } }, on: () => {} };
    const _axcb = { push: (run: (ready: typeof sdk) => void) => run(sdk) };
    expect(toldOf(axeptioConsent({ vendor: 'marketing' }), { _axcb })).toEqual([]);
  });

  it('trust commander: what is on while nothing is set, or after a failure', () => {
    for (const result of [
      { consent: { status: 'unset', vendors: { 1: { status: 'on' } } } },
      { consent: { status: 'all-on', vendors: { 1: { status: 'on' } } }, error: new Error('none') },
    ]) {
      const cact = (_: string, callback: (answer: object) => void) => callback(result);
      expect(toldOf(trustCommanderConsent({ vendor: '1' }), { cact })).toEqual([]);
    }
  });

  it('usercentrics: what it said before, that comes after', async () => {
    const answers: ((details: object) => void)[] = [];
    const __ucCmp = { getConsentDetails: () => new Promise((resolve) => answers.push(resolve)) };
    const details = (given: boolean) => ({ consent: { type: 'EXPLICIT' }, services: { a: { consent: { given } } } });
    const told = toldOf(usercentricsConsent({ service: 'a' }), { __ucCmp });
    window.dispatchEvent(new Event('UC_UI_CMP_EVENT'));
    answers[1]?.(details(false));
    await settle();
    answers[0]?.(details(true));
    await settle();
    expect(told).toEqual([false]);
  });
});

it('googleConsentMode follows a push that another script puts in the place of the first', () => {
  const dataLayer: unknown[] = [];
  const told = toldOf(googleConsentMode({ types: ['ad_storage'] }), { dataLayer });
  dataLayer.push = (...entries: unknown[]) => Array.prototype.push.apply(dataLayer, entries);
  dataLayer.push({ 0: 'consent', 1: 'update', 2: { ad_storage: 'granted' } });
  expect(told).toEqual([true]);
});
