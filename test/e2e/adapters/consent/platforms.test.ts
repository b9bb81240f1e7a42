import { readFileSync } from 'node:fs';
import { build } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { useShop } from '../../../support/shop';
import type { Page } from '../../../support/engines/page';

const shop = useShop();
const file = (path: string) => readFileSync(`node_modules/${path}`, 'utf8');

/** The IAB's own library and stub, as a consent platform of the TCF builds them in. */
async function bundleTCF(): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? id : null),
        load: (id) =>
          id === 'entry'
            ? `import { CmpApi } from '@iabtcf/cmpapi';
               import { TCModel, TCString, GVL } from '@iabtcf/core';
               window.iab = { CmpApi, TCModel, TCString, GVL };`
            : null,
        resolveDynamicImport: () => null,
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: 'entry', output: { format: 'iife' } } },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  return outputs.map((one) => (one.type === 'chunk' ? one.code : '')).join('');
}

let tcf: string;
beforeAll(async () => {
  tcf = await bundleTCF();
});

/** A real platform on a page: its script, what starts it, and what the visitor does. */
interface Platform {
  readonly files: () => Record<string, string>;
  readonly script: string;
  /** Expressions. */
  readonly start: string;
  /** What is true once it has started, where that takes a while. */
  readonly ready?: string;
  readonly source: string;
  readonly allow: string;
  readonly refuse: string;
  /** What says nothing new. */
  readonly chatter?: string;
}

const klaroConfig = (more: string) => `window.klaro.setup({ elementID: 'klaro', storageName: 'klaro',
  services: [{ name: 'chat', purposes: ['marketing'], ${more} }], translations: { en: {} }, lang: 'en' })`;
const cookieConsentConfig = (
  more: string,
) => `CookieConsent.run({ hideFromBots: false, ${more} categories: { necessary: { enabled: true, readOnly: true },
  analytics: {} }, language: { default: 'en', translations: { en: { consentModal: { title: 'Cookies', acceptAllBtn: 'Yes',
  acceptNecessaryBtn: 'No' }, preferencesModal: { sections: [] } } } } })`;
const tarteaucitronConfig = (
  more: string,
) => `tarteaucitron.services.chat = { key: 'chat', type: 'support', name: 'Chat',
  needConsent: true, cookies: [], js() {}, fallback() {} };
  (tarteaucitron.job = tarteaucitron.job || []).push('chat');
  tarteaucitron.init({ hashtag: '#cookies', cookieName: 'tarteaucitron', orientation: 'bottom', highPrivacy: true,
    AcceptAllCta: true, DenyAllCta: true, bodyPosition: 'bottom', showIcon: false, useExternalCss: true, ${more} })`;
const tcString = (
  purposes: string,
) => `(() => { const model = new iab.TCModel(new iab.GVL({ gvlSpecificationVersion: 3, vendorListVersion: 1,
  tcfPolicyVersion: 5, lastUpdated: '2026-01-01T00:00:00Z', purposes: {}, specialPurposes: {}, features: {}, specialFeatures: {},
  vendors: {}, stacks: {}, dataCategories: {} }));
  model.cmpId = 28; model.cmpVersion = 1; model.consentScreen = 1; model.publisherCountryCode = 'FR';
  model.purposeConsents.set(${purposes}); return iab.TCString.encode(model); })()`;

const platforms: Record<string, Platform> = {
  klaro: {
    files: () => ({ '/platform.js': file('klaro/dist/klaro-no-css.js') }),
    script: '/platform.js',
    start: klaroConfig(''),
    source: `klaroConsent({ service: 'chat' })`,
    allow: `klaro.getManager().updateConsent('chat', true); klaro.getManager().saveAndApplyConsents()`,
    refuse: `klaro.getManager().updateConsent('chat', false); klaro.getManager().saveAndApplyConsents()`,
    // A switch that is not saved.
    chatter: `klaro.getManager().updateConsent('chat', true); klaro.getManager().applyConsents(true)`,
  },
  cookieConsent: {
    files: () => ({ '/platform.js': file('vanilla-cookieconsent/dist/cookieconsent.umd.js') }),
    script: '/platform.js',
    start: cookieConsentConfig(''),
    ready: `CookieConsent.validConsent() || document.querySelector('#cc-main')`,
    source: `cookieConsent({ category: 'analytics' })`,
    allow: `CookieConsent.acceptCategory('all')`,
    refuse: `CookieConsent.acceptCategory([])`,
    chatter: `CookieConsent.show(true)`,
  },
  tarteaucitron: {
    files: () => ({
      '/platform.js': file('tarteaucitronjs/tarteaucitron.js'),
      '/tarteaucitron.services.js': file('tarteaucitronjs/tarteaucitron.services.js'),
      '/lang/tarteaucitron.en.js': file('tarteaucitronjs/lang/tarteaucitron.en.js'),
    }),
    script: '/platform.js',
    start: `window.tarteaucitronForceLanguage = 'en'; window.tarteaucitronForceCDN = '/'; ${tarteaucitronConfig('')}`,
    ready: `document.cookie.includes('chat=')`,
    source: `tarteaucitronConsent({ service: 'chat' })`,
    allow: `tarteaucitron.setConsent('chat', true)`,
    refuse: `tarteaucitron.setConsent('chat', false)`,
    chatter: `tarteaucitron.userInterface.openPanel()`,
  },
  tcf: {
    files: () => ({ '/platform.js': tcf }),
    script: '/platform.js',
    start: `window.cmp = window.cmp || new iab.CmpApi(28, 1, true); const stored = localStorage.getItem('tc');
      cmp.update(stored || '', !stored)`,
    source: `tcfConsent()`,
    allow: `localStorage.setItem('tc', ${tcString('[1, 8, 9]')}); cmp.update(localStorage.getItem('tc'), true); cmp.update(localStorage.getItem('tc'), false)`,
    refuse: `localStorage.setItem('tc', ${tcString('[1]')}); cmp.update(localStorage.getItem('tc'), true); cmp.update(localStorage.getItem('tc'), false)`,
    chatter: `cmp.update(localStorage.getItem('tc') || '', true)`,
  },
};

const follow = (source: string) => `
  window.told = [];
  (async () => {
    const adapters = await import('/dist/adapters/index.js');
    const { ${/^\w+/.exec(source)?.[0]} } = adapters;
    window.stop = ${source}.subscribe((answer) => told.push(answer));
    window.following = true;
  })()`;

const run = (page: Page, code: string) => page.evaluate(`(() => { ${code} })()`);
const told = (page: Page) => page.evaluate<unknown[]>('window.told');
const tells = (page: Page, ...answers: unknown[]) => expect.poll(() => told(page)).toEqual(answers);

/** Opens the page, with what the visitor has stored where it is not the first time. */
async function visit(
  { files, script, start, ready }: Platform,
  source: string,
  when: string,
  open: 'open' | 'openAfresh',
  starting = start,
) {
  const page = await shop[open]({ files: { ...files() }, body: '<div id="klaro"></div>' });
  if (when === 'before') await run(page, follow(source)).then(() => page.waitFor('window.following'));
  await page.addScript(script);
  await page.waitFor(() => document.readyState === 'complete');
  await run(page, starting);
  if (ready) await page.waitFor(ready);
  if (when === 'after') await run(page, follow(source)).then(() => page.waitFor('window.following'));
  return page;
}

describe.each(Object.entries(platforms))('the real %s', (name, platform) => {
  it.each(['before', 'after'])('is followed from %s its script on, and on the next page', async (when) => {
    const page = await visit(platform, platform.source, when, 'openAfresh');
    if (platform.chatter && name !== 'klaro') await run(page, platform.chatter);
    expect(await told(page)).toEqual([]);
    await run(page, platform.allow);
    await tells(page, true);
    if (platform.chatter) await run(page, platform.chatter);
    await run(page, platform.refuse);
    await tells(page, true, false);
    await run(page, 'stop()');
    await run(page, platform.allow);
    expect(await told(page)).toEqual([true, false]);

    const next = await visit(platform, platform.source, when, 'open');
    await tells(next, true);
    await run(next, platform.refuse);
    await tells(next, true, false);
    const last = await visit(platform, platform.source, when, 'open');
    await tells(last, false);
  });
});

describe('the real klaro', () => {
  it('counts what is on without an answer only where that is asked for', async () => {
    const platform = platforms['klaro']!;
    const start = klaroConfig('optOut: true, default: true');
    const implied = `klaroConsent({ service: 'chat', implied: true })`;
    const page = await visit(platform, implied, 'before', 'openAfresh', start);
    await tells(page, true);
    await run(page, platform.refuse);
    await tells(page, true, false);
    const strict = await visit(platform, platform.source, 'after', 'openAfresh', start);
    expect(await told(strict)).toEqual([]);
    await run(strict, platform.refuse);
    await tells(strict, false);
  });
});

describe('the real cookieConsent', () => {
  it('has no answer where a visitor opts out and has not been there', async () => {
    const platform = platforms['cookieConsent']!;
    const page = await visit(
      platform,
      platform.source,
      'before',
      'openAfresh',
      cookieConsentConfig(`mode: 'opt-out',`),
    );
    expect(await told(page)).toEqual([]);
    await run(page, platform.refuse);
    await tells(page, false);
  });
});

describe('the TCF', () => {
  it('is waited for through its stub, which is not there any more at the end', async () => {
    const { source, allow, start } = platforms['tcf']!;
    const page = await shop.openAfresh({
      files: { '/platform.js': tcf, '/stub.js': `var exports = {}; ${file('@iabtcf/stub/lib/stub.js')}` },
    });
    await page.addScript('/stub.js');
    await run(page, follow(source));
    await page.waitFor('window.following');
    await page.addScript('/platform.js');
    await run(page, start);
    await run(page, allow);
    await tells(page, true);
    await run(page, 'stop()');
    expect(await page.evaluate(`new Promise((done) => __tcfapi('removeEventListener', 2, done, 1))`)).toBe(false);
  });

  it('allows where the GDPR does not apply', async () => {
    const page = await visit(
      platforms['tcf']!,
      'tcfConsent()',
      'before',
      'openAfresh',
      `new iab.CmpApi(28, 1, true).update(null)`,
    );
    await tells(page, true);
  });
});
