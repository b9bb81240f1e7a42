import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { conversation, library, onDemand, secret, strict, useInspector } from '../support/inspector';

const inspector = useInspector();
const { shop, open, inspect, read, run, evaluate, errors, select, tabText, click, lines, titles, text, call } =
  inspector;

describe('the address', () => {
  it('opens it on a page of a strict policy, with Trusted Types', async () => {
    await inspect({ head: onDemand });
    await call();
    expect(await titles()).toEqual(['chatStarted', 'messageSent', 'linkReceived', 'chatEnded']);
    expect(await errors()).toEqual([]);
  });

  it('loads nothing of it otherwise', async () => {
    await open({ head: onDemand, headers: strict, search: '?other', files: { '/last.js': '' } });
    // Whatever the library asks for comes before this.
    await evaluate(`import('${shop.origin()}/last.js').then(() => undefined)`);
    const loaded = shop.asked.filter((path) => path !== '/favicon.ico');
    expect(loaded).toEqual(['/', '/watch-errors.js', '/dist/iadvize-callbacks.global.js', '/last.js']);
    expect(readFileSync('dist/iadvize-callbacks.global.js', 'utf8')).not.toContain('adoptedStyleSheets');
    expect(await inspector.isClosed()).toBe(true);
  });

  const code = readFileSync('dist/iadvize-callbacks.global.js');
  const pinned = (attributes = '') =>
    `<script src="/dist/iadvize-callbacks.global.js" ${attributes}
      integrity="sha256-${createHash('sha256').update(code).digest('base64')}"></script>`;

  it('opens it where the site has pinned the library’s content', async () => {
    await inspect({ head: pinned() });
    expect(await errors()).toEqual([]);
  });

  it('opens nothing else in its place there, and says so', async () => {
    await open({
      head: pinned('data-inspector="/other.js"'),
      headers: strict,
      search: '?iadvize-inspector',
      files: { '/other.js': 'window.ran = true; export const openInspector = () => {};' },
    });
    await expect.poll(async () => (await errors()).join()).toContain('/other.js did not load');
    expect(await evaluate('window.ran')).toBeNull();
    expect(await evaluate('typeof iAdvizeEvents.on')).toBe('function');
  });

  it('leaves the focus where it is', async () => {
    await inspect({ head: onDemand, body: '<input autofocus>' });
    expect(await evaluate('document.activeElement.nodeName')).not.toBe('IADVIZE-INSPECTOR');
  });

  it('shows what failed before the inspector was loaded', async () => {
    await inspect({
      head: `${onDemand}<script src="/early.js"></script>`,
      files: { '/early.js': '\n throw new Error("early")' },
    });
    await select('Errors');
    expect(await lines()).toEqual([expect.stringContaining('early.js:2:')]);
  });
});

it('counts the events, not the pages that they were on', async () => {
  await inspect();
  await call();
  await expect.poll(() => tabText('Events')).toBe('Events 4');
  await evaluate(`history.pushState(null, '', '/cart')`);
  await call();
  await expect.poll(() => tabText('Events')).toBe('Events 8');
});

describe('a list of more than it has room for', () => {
  const many = Array.from({ length: 200 }, (_, at) => ['onChatStarted', { id: at }] as const);
  /** How far the list is from its end, in CSS pixels, once it is drawn. */
  const fromEnd = () =>
    evaluate<number>(`new Promise((resolve) => requestAnimationFrame(resolve)).then(() => {
      const list = document.querySelector('iadvize-inspector').shadowRoot.querySelector('.list');
      return Math.round(list.scrollHeight - list.scrollTop - list.clientHeight);
    })`);

  it('opens at its end, and follows what comes', async () => {
    await open({ head: library, headers: strict });
    await call(many);
    await inspector.openByCode();
    await expect.poll(fromEnd).toBe(0);
    await call(many.slice(0, 3));
    await expect.poll(fromEnd).toBe(0);
    expect((await lines()).length).toBeLessThan(80);
  });

  it('stays where its reader is, and has the earlier ones there', async () => {
    await open({ head: library, headers: strict });
    await call(many);
    await inspector.openByCode();
    await expect.poll(fromEnd).toBe(0);
    await run(`panel.querySelector('.list').scrollTop = 0`);
    await expect.poll(async () => (await lines()).length).toBeGreaterThan(40);
    const before = await fromEnd();
    expect(before).toBeGreaterThan(300);
    await call(many.slice(0, 3));
    await expect.poll(fromEnd).toBeGreaterThan(before);
  });

  it('is at its end again when it comes back from the pill', async () => {
    await inspect();
    await click('Minimise');
    await call(many);
    await evaluate(`document.querySelector('iadvize-inspector').shadowRoot.querySelector('.pill').click()`);
    await expect.poll(fromEnd).toBe(0);
  });
});

it('masks what is private everywhere until it is revealed, and on request again', async () => {
  const ga4 = `window.gtag = () => {}; window.dataLayer = [];
    iAdvizeEvents.use(iAdvizeEvents.adapters.ga4({
      include: ['msg', 'url', 'vuid'], parameters: (event) => ({ wrote: (event.detail || {}).msg }) }));`;
  await inspect({ head: `${library}<script src="/ga4.js"></script>`, files: { '/ga4.js': ga4 } });
  await call();
  await evaluate((secret) => {
    setTimeout(() => {
      throw new Error(`Cannot send "${secret}"`);
    });
  }, secret);
  await select('Adapters');
  await expect.poll(async () => await read<string>(`panel.querySelector('.adapter').textContent`)).toContain('4 sent');
  await expect.poll(text).toContain('Cannot send');
  await inspector.openAll();
  const found = async () => {
    const shown = await text();
    return [secret, 'vuid-of-alice', 'customer=alice'].map((one) => shown.split(one).length - 1);
  };
  expect(await found()).toEqual([0, 0, 0]);
  expect(await text()).toContain('https://shop.example/bulbs?••');
  await click('Reveal text');
  // In the line and in what it opens: as detail, as raw, in a field that no documentation has, at the tool, in an error.
  const [messages = 0, visitors = 0, queries = 0] = await found();
  expect(messages).toBeGreaterThanOrEqual(10);
  expect(visitors).toBeGreaterThanOrEqual(5);
  expect(queries).toBeGreaterThanOrEqual(5);
  await click('Reveal text');
  expect(await found()).toEqual([0, 0, 0]);
});

it('filters by what a line shows, and what comes later too', async () => {
  await inspect();
  await call(conversation.slice(0, 2));
  await inspector.type('MESSAGE');
  expect(await titles()).toEqual(['messageSent']);
  await call([['onChatEnded'], ['onMessageReceived', { msg: 'hello' }]]);
  expect(await titles()).toEqual(['messageSent', 'messageReceived']);
  // Not by what it hides.
  await inspector.type('4970');
  expect(await titles()).toEqual([]);
  expect(await text()).toContain('Nothing matches the filter.');
  await inspector.type('');
  expect(await titles()).toHaveLength(4);
});

it('holds back while paused, and loses nothing', async () => {
  await inspect();
  await call(conversation.slice(0, 1));
  const said = await inspector.followStatus();
  await click('Pause');
  await call(conversation.slice(1));
  expect(await titles()).toEqual(['chatStarted']);
  expect(await said()).toContain('Paused, 3 waiting');
  await click('Pause');
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
  await expect.poll(() => tabText('Errors')).toBe('Errors 2');
  expect(await titles()).toHaveLength(6);
  await select('Errors');
  const shown = (await lines()).join();
  expect(shown).toContain('rejected');
  // Not where the library threw it again.
  expect(shown).toContain('listener.js:2:');
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
  await evaluate(`dispatchEvent(new Event('team'))`);
  await select('Overwrites');
  await expect
    .poll(lines)
    .toEqual([
      expect.stringContaining('iAdvizeCallbacksnoticed afterwards'),
      expect.stringMatching(/iAdvizeCallbackscart\.js:4:\d+ in cartTeam/),
      expect.stringMatching(/onChatEndedchat\.js:2:\d+ in /),
    ]);
  const second = `panel.querySelectorAll('#panel-Overwrites li')[1]`;
  await run(`${second}.querySelector('summary').click()`);
  await expect
    .poll(() => read<string>(`${second}.querySelector('pre').textContent`))
    .toMatch(new RegExp(`^${shop.origin()}/cart.js:4:\\d+ in cartTeam\n${shop.origin()}/cart.js:6:\\d+`));
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
  await select('Adapters');
  const shown = async () =>
    (
      await read<string[]>(
        `[...panel.querySelectorAll('.adapter > details > summary')].map(({ textContent }) => textContent)`,
      )
    ).map((text) => text.replace(/since \d\d:\d\d:\d\d/, 'since …'));
  await expect
    .poll(shown)
    .toEqual([
      'matomoconsent allowed0 waiting4 sent0 dropped0 failed',
      'segmentconsent allowedwaits for analytics.track, since …4 waiting0 sent0 dropped0 failed',
      'hotjarconsent allowed0 waiting0 sent0 dropped4 failed',
      'pianoconsent refused0 waiting0 sent4 dropped0 failed',
      'gtmconsent not answeredwaits for consent, since …4 waiting0 sent0 dropped0 failed',
    ]);
  await evaluate('stop()');
  await expect.poll(async () => (await shown())[4]).toBe('gtmremoved0 waiting0 sent4 dropped0 failed');
  const first = `panel.querySelector('.adapter')`;
  await run(`${first}.querySelector('summary').click(); ${first}.querySelector('li li summary').click()`);
  await expect
    .poll(
      async () =>
        JSON.parse((await read<string>(`${first}.querySelector('li li pre').textContent`)) || 'null') as unknown,
    )
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
  await select('State');
  const state = () => read<string>(`panel.querySelector('#panel-State').textContent`);
  await expect.poll(state).toContain('This page has made no handoff.');
  await evaluate(`
    (window.iAdvize = {}, window.handoff = iAdvizeEvents.createHandoff(iAdvizeEvents), void handoff.handOff('bot-1'))`);
  await expect.poll(state).toContain('set: the tag will read the id');
  await call(conversation.slice(0, 1));
  await expect.poll(state).toContain('transmitted: ');
  await expect.poll(state).toContain('chatconversation');
});
