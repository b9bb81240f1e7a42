import { afterEach, describe, expect, it, vi } from 'vitest';
import * as adapters from '../../../../src/adapters';
import type { ConsentAnswer } from '../../../../src/adapters';
import { consents } from '../../../../src/adapters/consent/attributes';
import { collectErrors } from '../../../support/errors';

const errors = collectErrors();

/** What each is given by attributes, and what it must not be given. */
const rows: Record<
  string,
  { readonly right: Record<string, string>; readonly wrong?: [Record<string, string>, string][] }
> = {
  axeptio: { right: { vendor: 'ga' }, wrong: [[{}, 'Option vendor: expected a name, not undefined']] },
  cookiebot: {
    right: { categories: 'statistics marketing' },
    wrong: [[{ categories: ' ' }, 'a list of names, not []']],
  },
  cookieConsent: { right: { category: 'analytics' }, wrong: [[{}, 'Option category: expected a name, not undefined']] },
  didomi: {
    right: { vendor: 'c:iadvize-1', purposes: 'a b', implied: '' },
    wrong: [
      [{}, 'Options: expected vendor or purposes, not object'],
      [{ vendor: '' }, 'Option vendor: expected a name, not ""'],
      [{ vendor: 'x', groups: 'C1' }, 'No option groups, only vendor, purposes, implied'],
    ],
  },
  googleConsentMode: {
    right: { types: 'analytics_storage', 'data-layer': 'layer' },
    wrong: [[{ 'data-layer': 'layer' }, 'Option types: expected a list of names, not undefined']],
  },
  iadvize: { right: {} },
  klaro: { right: { service: 'chat' }, wrong: [[{}, 'Option service: expected a name, not undefined']] },
  oneTrust: { right: { groups: 'C0002 C0004', implied: 'false' }, wrong: [[{}, 'Option groups: expected a list']] },
  tarteaucitron: { right: { service: 'gtag' }, wrong: [[{}, 'Option service: expected a name, not undefined']] },
  tcf: {
    right: { vendor: '755', purposes: '1 8' },
    wrong: [[{ vendor: 'iadvize' }, 'Option vendor: expected an integer, not NaN']],
  },
  trustCommander: {
    right: { vendor: '12', categories: '1 2' },
    wrong: [[{}, 'Options: expected vendor or categories']],
  },
  usercentrics: { right: { service: 'a', category: 'b' }, wrong: [[{}, 'Options: expected service or category']] },
};

const make = (name: string, attributes: Record<string, string>) =>
  consents[name]?.((attribute) => attributes[attribute.replace('data-consent-', '')] ?? null);

describe('data-consent', () => {
  it('has every source, and the test has each', () => {
    const exported = Object.keys(adapters).filter((name) => /Consent(Mode)?$/.test(name) && name !== 'watchConsent');
    const names = exported.map((name) => (name === 'cookieConsent' ? name : name.replace(/Consent$/, '')));
    expect(Object.keys(consents).sort()).toEqual(names.sort());
    expect(Object.keys(rows).sort()).toEqual(names.sort());
  });

  it.each(Object.entries(rows))(
    'makes %s of attributes, and says what is wrong with them',
    (name, { right, wrong = [] }) => {
      expect(make(name, right)).toHaveProperty('subscribe');
      for (const [attributes, message] of wrong) expect(() => make(name, attributes)).toThrow(message);
    },
  );

  it('takes no option from a prototype', () => {
    Object.defineProperty(Object.prototype, 'implied', { value: true, configurable: true });
    Reflect.set(window, 'Cookiebot', { hasResponse: false, consent: { statistics: true, method: null } });
    try {
      const update = vi.fn();
      adapters.cookiebotConsent({ categories: ['statistics'] }).subscribe(update);
      expect(update).not.toHaveBeenCalled();
    } finally {
      Reflect.deleteProperty(Object.prototype, 'implied');
      Reflect.deleteProperty(window, 'Cookiebot');
    }
  });
});

describe('watchConsent', () => {
  let update: (answer: ConsentAnswer) => void = () => {};
  const ended = vi.fn();
  const source = {
    subscribe(to: typeof update) {
      update = to;
      return ended;
    },
  };
  afterEach(() => ended.mockClear());

  it('has the answer, tells of each that differs, and ends with it', () => {
    const told: unknown[] = [];
    const consent = adapters.watchConsent(source, { onChange: (answer) => told.push(answer) });
    expect(consent.answer).toBe(undefined);
    for (const answer of [null, undefined, true, true, false, null]) update(answer);
    expect(told).toEqual([true, false, undefined]);
    update(true);
    consent.stop();
    expect(ended).toHaveBeenCalledOnce();
    update(false);
    expect([consent.answer, told.length]).toEqual([true, 4]);
  });

  it('lets nothing that the site throws reach the platform', () => {
    const failure = new Error('site');
    adapters.watchConsent(source, {
      onChange() {
        throw failure;
      },
    });
    update(true);
    expect(errors.take()).toEqual([failure]);
  });

  it('says what is wrong', () => {
    expect(() => adapters.watchConsent('didomi' as never)).toThrow('Source: expected a consent source, not "didomi"');
    expect(() => adapters.watchConsent(source, { onChange: 1 } as never)).toThrow(
      'Option onChange: expected a function',
    );
  });
});
