import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conversation, library, onDemand, secret, strict, useInspector } from '../support/inspector';

const inspector = useInspector();
const { shop, open, inspect, panel, tab, button, lines, titles, text, call, openAll, followStatus } = inspector;

describe('the address', () => {
  it('opens it on a page of a strict policy, with Trusted Types', async () => {
    await inspect({ head: onDemand });
    await call();
    expect(await titles()).toEqual(['chatStarted', 'messageSent', 'linkReceived', 'chatEnded']);
    expect(inspector.errors).toEqual([]);
  });

  it('loads nothing of it otherwise', async () => {
    await open({ head: onDemand, headers: strict, search: '?other' });
    // Whatever the library asks for comes before this.
    await inspector.page.evaluate(`import('/watch-errors.js')`);
    const loaded = shop.asked.filter((path) => path !== '/favicon.ico');
    expect(loaded).toEqual(['/', '/dist/iadvize-callbacks.global.js', '/watch-errors.js']);
    expect(readFileSync('dist/iadvize-callbacks.global.js', 'utf8')).not.toContain('adoptedStyleSheets');
    expect(await panel().count()).toBe(0);
  });

  const code = readFileSync('dist/iadvize-callbacks.global.js');
  const pinned = (attributes = '') =>
    `<script src="/dist/iadvize-callbacks.global.js" ${attributes}
      integrity="sha256-${createHash('sha256').update(code).digest('base64')}"></script>`;

  it('opens it where the site has pinned the library’s content', async () => {
    await inspect({ head: pinned() });
    expect(inspector.errors).toEqual([]);
  });

  it('opens nothing else in its place there, and says so', async () => {
    await open({
      head: pinned('data-inspector="/other.js"'),
      headers: strict,
      search: '?iadvize-inspector',
      files: { '/other.js': 'window.ran = true; export const openInspector = () => {};' },
    });
    await expect.poll(() => inspector.errors.join()).toContain('integrity');
    await expect.poll(() => inspector.errors.join()).toContain('/other.js');
    expect(await inspector.page.evaluate('window.ran')).toBeUndefined();
    expect(await inspector.page.evaluate('typeof iAdvizeEvents.on')).toBe('function');
  });

  it('leaves the focus where it is', async () => {
    await inspect({ head: onDemand, body: '<input autofocus>' });
    expect(await inspector.page.evaluate(() => document.activeElement?.nodeName)).not.toBe('IADVIZE-INSPECTOR');
  });

  it('shows what failed before the inspector was loaded', async () => {
    await inspect({
      head: `${onDemand}<script src="/early.js"></script>`,
      files: { '/early.js': '\n throw new Error("early")' },
    });
    await tab('Errors').click();
    expect(await lines().count()).toBe(1);
    expect(await lines().textContent()).toContain('early.js:2:');
  });
});

it('counts the events, not the pages that they were on', async () => {
  await inspect();
  await call();
  await expect.poll(() => tab('Events').textContent()).toBe('Events 4');
  await inspector.page.evaluate(`history.pushState(null, '', '/cart')`);
  await call();
  await expect.poll(() => tab('Events').textContent()).toBe('Events 8');
});

describe('what is private', () => {
  const ga4 = `window.gtag = () => {}; window.dataLayer = [];
    iAdvizeEvents.use(iAdvizeEvents.adapters.ga4({
      include: ['msg', 'url', 'vuid'], parameters: (event) => ({ wrote: (event.detail || {}).msg }) }));`;

  it('is masked everywhere until it is revealed, and on request again', async () => {
    await inspect({ head: `${library}<script src="/ga4.js"></script>`, files: { '/ga4.js': ga4 } });
    await call();
    await inspector.page.evaluate((secret) => {
      setTimeout(() => {
        throw new Error(`Cannot send "${secret}"`);
      });
    }, secret);
    await tab('Adapters').click();
    await expect.poll(() => lines().first().textContent()).toContain('4 sent');
    await expect.poll(text).toContain('Cannot send');
    await openAll();
    const found = async () => {
      const shown = (await text()) ?? '';
      return [secret, 'vuid-of-alice', 'customer=alice'].map((one) => shown.split(one).length - 1);
    };
    expect(await found()).toEqual([0, 0, 0]);
    expect(await text()).toContain('https://shop.example/bulbs?••');
    await button('Reveal text').click();
    // In the line and in what it opens: as detail, as raw, in a field that no documentation has, at the tool, in an error.
    const [messages = 0, visitors = 0, queries = 0] = await found();
    expect(messages).toBeGreaterThanOrEqual(10);
    expect(visitors).toBeGreaterThanOrEqual(5);
    expect(queries).toBeGreaterThanOrEqual(5);
    await button('Reveal text').click();
    expect(await found()).toEqual([0, 0, 0]);
  });

  it('is masked in what is copied and exported, unless it is revealed', async () => {
    await inspect();
    await inspector.page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await call();
    const copied = async () =>
      JSON.parse(await inspector.page.evaluate(() => navigator.clipboard.readText())) as unknown;
    const said = await followStatus();
    await button('Copy').click();
    await expect.poll(said).toContain('Events copied');
    expect(await copied()).toHaveLength(5);
    expect(JSON.stringify(await copied())).not.toContain('4970');
    await button('Reveal text').click();
    await button('Copy').click();
    await expect.poll(copied).toEqual([
      expect.objectContaining({ type: 'page', how: 'Page' }),
      expect.objectContaining({ type: 'chatStarted' }),
      {
        type: 'messageSent',
        callback: 'onMessageSent',
        timestamp: expect.any(Number),
        detail: { time: '11:24', msg: secret },
        raw: { time: '11:24', msg: secret, text: `${secret}!` },
      },
      expect.objectContaining({ type: 'linkReceived' }),
      expect.objectContaining({ type: 'chatEnded' }),
    ]);
  });
});

it('exports everything as a JSON file', async () => {
  await inspect({ head: `${library}<script src="/team.js"></script>`, files: { '/team.js': 'iAdvizeCallbacks = {}' } });
  await inspector.page.evaluate('iAdvizeEvents.use(iAdvizeEvents.adapters.matomo())');
  await call();
  const [download] = await Promise.all([inspector.page.waitForEvent('download'), button('Export').click()]);
  expect(download.suggestedFilename()).toBe('iadvize-inspector.json');
  const saved = readFileSync(await download.path(), 'utf8');
  expect(saved).not.toContain('4970');
  expect(JSON.parse(saved)).toMatchObject({
    page: `${shop.origin()}/`,
    events: [{ type: 'page' }, ...conversation.map(([callback]) => ({ callback }))],
    errors: [],
    adapters: [{ name: 'matomo', inUse: true, consent: true, failed: 0 }],
    overwrites: [{ callback: null, scripts: [`${shop.origin()}/team.js:1:18`] }],
    chat: { chat: 'displayed', id: '42' },
    handoff: null,
  });
});

it('copies where the browser has no clipboard for the page', async () => {
  await inspect();
  await inspector.page.context().grantPermissions(['clipboard-read']);
  const read = await inspector.page.evaluateHandle(() => navigator.clipboard.readText.bind(navigator.clipboard));
  await inspector.page.evaluate(() => Reflect.defineProperty(navigator, 'clipboard', { value: undefined }));
  await call([['onChatDisplayed']]);
  const said = await followStatus();
  await button('Copy').click();
  await expect.poll(said).toContain('Events copied');
  expect(await read.evaluate((read) => read())).toContain('"chatDisplayed"');
});

it('filters by what a line shows, and what comes later too', async () => {
  await inspect();
  await call(conversation.slice(0, 2));
  await panel().getByRole('searchbox').fill('MESSAGE');
  expect(await titles()).toEqual(['messageSent']);
  await call([['onChatEnded'], ['onMessageReceived', { msg: 'hello' }]]);
  expect(await titles()).toEqual(['messageSent', 'messageReceived']);
  // Not by what it hides.
  await panel().getByRole('searchbox').fill('4970');
  expect(await titles()).toEqual([]);
  expect(await text()).toContain('Nothing matches the filter.');
  await panel().getByRole('searchbox').press('Escape');
  expect(await titles()).toHaveLength(4);
});

it('holds back while paused, and loses nothing', async () => {
  await inspect();
  await call(conversation.slice(0, 1));
  const said = await followStatus();
  await button('Pause').click();
  await call(conversation.slice(1));
  expect(await titles()).toEqual(['chatStarted']);
  expect(await said()).toContain('Paused, 3 waiting');
  await button('Pause').click();
  expect(await titles()).toEqual(['chatStarted', 'messageSent', 'linkReceived', 'chatEnded']);
});

it('shows errors where they came and on their own, with their script', async () => {
  await inspect({
    head: `${library}<script src="/listener.js"></script>`,
    files: {
      '/listener.js': `iAdvizeEvents.on('chatStarted', function () {\n  null.basket;\n});\n
        iAdvizeEvents.on('chatEnded', function () { Promise.reject(new RangeError('rejected')) });`,
    },
  });
  await call();
  await expect.poll(() => tab('Errors').textContent()).toBe('Errors 2');
  expect(await titles()).toHaveLength(6);
  await tab('Errors').click();
  const shown = (await lines().allTextContents()).join();
  expect(shown).toContain('rejected');
  // Not where the library threw it again.
  expect(shown).toContain('listener.js:2:8');
});

it('tells who overwrote the callbacks, from which script and line', async () => {
  await inspect({
    head: `<script src="/before.js"></script>${library}<script src="/cart.js"></script><script src="/chat.js"></script>`,
    files: {
      '/before.js': 'window.iAdvizeCallbacks = {}; Reflect.deleteProperty',
      '/cart.js': '\n\nfunction cartTeam() {\n  window.iAdvizeCallbacks = { onChatStarted() {} };\n}\ncartTeam();',
      '/chat.js': "addEventListener('team', function late() {\n  iAdvizeCallbacks.onChatEnded = function () {};\n});",
    },
  });
  await inspector.page.evaluate(() => dispatchEvent(new Event('team')));
  await tab('Overwrites').click();
  await expect.poll(() => lines().count()).toBe(3);
  const shown = await lines().allTextContents();
  expect(shown[0]).toContain('iAdvizeCallbacksnoticed afterwards');
  expect(shown[1]).toContain('iAdvizeCallbackscart.js:4:27 in cartTeam');
  expect(shown[2]).toContain('onChatEndedchat.js:2:32 in ');
  await lines().nth(1).locator('summary').click();
  await expect
    .poll(() => lines().nth(1).locator('pre').textContent())
    .toBe(`${shop.origin()}/cart.js:4:27 in cartTeam\n${shop.origin()}/cart.js:6:1`);
});

it('shows each adapter’s queue, consent and counts, and exactly what its tool was sent', async () => {
  await inspect({
    head: `${library}<script src="/tools.js"></script>`,
    files: {
      '/tools.js': `
        window.hj = () => { throw new Error('not ready') };
        const { hotjar, matomo, piano, segment } = iAdvizeEvents.adapters;
        iAdvizeEvents.use(matomo());
        iAdvizeEvents.use(segment());
        iAdvizeEvents.use(hotjar());
        iAdvizeEvents.use(piano({ consent: false }));
        window.stop = iAdvizeEvents.use(iAdvizeEvents.adapters.gtm({ consent: () => undefined }));`,
    },
  });
  await call();
  await tab('Adapters').click();
  const shown = async () =>
    (await panel().locator('.adapter > details > summary').allTextContents()).map((text) =>
      text.replace(/since \d\d:\d\d:\d\d/, 'since …'),
    );
  await expect
    .poll(shown)
    .toEqual([
      'matomoconsent allowed0 waiting4 sent0 dropped0 failed',
      'segmentconsent allowedwaits for analytics.track, since …4 waiting0 sent0 dropped0 failed',
      'hotjarconsent allowed0 waiting0 sent0 dropped4 failed',
      'pianoconsent refused0 waiting0 sent4 dropped0 failed',
      'gtmconsent not answeredwaits for consent, since …4 waiting0 sent0 dropped0 failed',
    ]);
  await inspector.page.evaluate('stop()');
  await expect.poll(async () => (await shown())[4]).toBe('gtmremoved0 waiting0 sent4 dropped0 failed');
  await panel().locator('.adapter').first().locator('summary').first().click();
  const sent = panel().locator('.adapter').first().locator('li');
  await sent.first().locator('summary').click();
  await expect
    .poll(async () => JSON.parse((await sent.first().locator('pre').textContent()) ?? '') as unknown)
    .toEqual({
      name: 'iadvize_chat_started',
      category: 'iAdvize',
      action: 'Chat Start',
      label: 'visitor',
      parameters: { chat_id: '42', started_by: 'visitor', conversation_id: '42' },
      timestamp: expect.any(Number),
    });
});

it('shows the state of the chat and of the handoff', async () => {
  await inspect();
  await tab('State').click();
  await panel().getByText('This page has made no handoff.').waitFor();
  await inspector.page.evaluate(`
    var iAdvize = {};
    window.handoff = iAdvizeEvents.createHandoff(iAdvizeEvents);
    handoff.handOff('bot-1');`);
  await panel().getByText('set: the tag will read the id').waitFor();
  await call(conversation.slice(0, 1));
  await panel().getByText('transmitted: ').waitFor();
  await panel().getByText('conversation', { exact: true }).first().waitFor();
});
