import { describe, expect, it } from 'vitest';
import type { BeaconEvent } from '../../src/adapters';
import { eventually, useDemo } from '../support/demo';

const list = '../../demo/analytics/tools.js';
const { tools: rows } = (await import(list)) as { tools: unknown[] };

const demo = useDemo();
const { pass, textOf } = demo;

const at = (selector: string) => demo.page.locator(selector);

/** Once that is done, lets the two frames pass, by the page's clock, for which tools wait after a click. */
async function shown(done: Promise<unknown>): Promise<void> {
  await done;
  await pass(32);
}

const click = (name: string) => shown(demo.click(name));
const choose = (name: string) => shown(at('.segments label:visible').filter({ hasText: name }).click());
const toggle = (name: string) => shown(demo.page.getByRole('switch', { name }).click());

/** Opens the shop with a tag that numbers its conversations, and the view of what its tools are sent. */
async function open(): Promise<void> {
  await demo.visit();
  await choose('2016');
  await at('.tabs [data-view=analytics]').click();
}

async function chat(): Promise<void> {
  await at('#chat-button').click();
  await shown(demo.said('How can I help you?'));
}

const fired = () => at('#timeline .event').count();

/** The calls that a tool was sent, oldest first. */
const calls = (tool: string) =>
  at(`[data-tool=${tool}] .calls > li`).evaluateAll((rows) =>
    rows.reverse().flatMap((row) => Array.from(row.querySelectorAll('code'), ({ textContent }) => textContent)),
  );
const callsAbout = async (tool: string, name: string) => (await calls(tool)).filter((call) => call.includes(name));

/** All that any tool was sent. */
const everything = async () => (await at('.tools .call-code').allTextContents()).join('\n');

/** How many events the tool was told of. */
const told = (tool: string) => textOf(`[data-tool=${tool}] .count`).then(Number);
const tools = () => at('.tool').count();
const toldAll = (count: number) =>
  eventually(() => at('.tool .count').allTextContents().then(unique)).toEqual([`${count}`]);
const unique = (values: string[]) => [...new Set(values)];

/** How many events wait, were sent to a tool, and were dropped. */
const ledger = async () => (await at('.ledger dd').allTextContents()).map(Number);
const note = (tool: string) => textOf(`[data-tool=${tool}] .tool-note`);
const openCard = (tool: string) => at(`[data-tool=${tool}] .tool-name`).click();

/** What the endpoint receives, over HTTP. */
function requests() {
  const bodies: { events: BeaconEvent[] }[] = [];
  demo.page.on('request', (request) => {
    const body = new URL(request.url()).pathname === '/collect' && request.postData();
    if (body) bodies.push(JSON.parse(body) as (typeof bodies)[number]);
  });
  return bodies;
}

describe('the demo’s view of analytics', () => {
  it('shows exactly what each tool was called with', async () => {
    await open();
    const bodies = requests();
    await choose('Allowed');
    await chat();

    const own = "chat_id: '666', started_by: 'visitor', conversation_id: '666'";
    const { origin, pathname } = new URL(demo.page.url());
    const where = `${origin}${pathname}`;
    const parameters = `page_location: '${where}', ${own}`;
    for (const [tool, call] of [
      ['ga4', `gtag('event', 'iadvize_chat_started', { ${parameters} })`],
      ['classicAnalytics', "_gaq.push(['_trackEvent', 'iAdvize', 'Chat Start', 'visitor'])"],
      ['matomo', "_paq.push(['trackEvent', 'iAdvize', 'Chat Start', 'visitor'])"],
      ['piano', `pa.sendEvent('iadvize_chat_started', { event_url_full: '${where}', ${own} })`],
      ['hotjar', "hj('event', 'iadvize_chat_started')"],
      ['metaPixel', `fbq('trackCustom', 'iadvize_chat_started', { ${parameters} })`],
      ['datadogRum', `DD_RUM.addAction('iadvize_chat_started', { ${parameters} })`],
    ] as const) {
      await eventually(() => calls(tool)).toContain(call);
    }
    // A parameter of an earlier event is unset, and stays so.
    await eventually(() => callsAbout('gtm', 'chat_started')).toEqual([
      'dataLayer.push({ ' + `${own}, iadvize_page: '${where}', event: 'iadvize_chat_started' })`,
    ]);
    await eventually(() => callsAbout('appMeasurement', 'chat_started')).toEqual([
      `s.tl(true, 'o', 'iadvize_chat_started', { eVar12: '666', prop3: 'visitor', pageURL: '${where}', linkTrackVars: 'eVar12,prop3' })`,
    ]);
    await eventually(() => callsAbout('domEvent', 'chat_started')).toEqual([
      expect.stringMatching(
        /^document\.dispatchEvent\(new CustomEvent\('iadvize_chat_started', \{ bubbles: true, detail: \{ category: 'iAdvize', /,
      ),
    ]);
    // Clarity's tags go first.
    await eventually(() => calls('clarity')).toEqual(
      expect.arrayContaining(["clarity('set', 'chat_id', '666')", "clarity('event', 'iadvize_chat_started')"]),
    );

    expect(await tools()).toBe(rows.length);
    await demo.passUntil(async () => (await told('beacon')) === (await fired()));
    await toldAll(await fired());
    const started = bodies.flatMap(({ events }) => events).find(({ type }) => type === 'chatStarted');
    expect(started).toMatchObject({
      name: 'iadvize_chat_started',
      parameters: { chat_id: '666', started_by: 'visitor', conversation_id: '666' },
    });
    // What the server says it received is what left the page.
    const shown = (await calls('beacon')).map((call) => JSON.parse(call.replace('POST /collect ', '')) as unknown);
    expect(shown).toEqual(bodies);
  });

  it('holds everything until the visitor answers, then sends it in order with its own time', async () => {
    await open();
    await chat();
    await pass(60_000);
    const count = await fired();
    await eventually(ledger).toEqual([count, 0, 0]);
    expect(await everything()).toBe('');
    const timeline = await at('#timeline .event').evaluateAll((events) =>
      events.map((event) => [event.getAttribute('data-type'), event.querySelector('time')?.textContent]),
    );

    await choose('Allowed');
    // Before the beacon's second has passed, for which the others do not wait.
    await eventually(() => told('ga4')).toBe(count);
    await demo.passUntil(async () => (await told('beacon')) === count);
    await toldAll(count);
    await eventually(ledger).toEqual([0, count, 0]);
    for (const tool of ['ga4', 'hotjar', 'segment']) {
      const sent = await at(`[data-tool=${tool}] .calls > li`).evaluateAll((rows) =>
        rows.map((row) => [
          /iadvize_(\w+)/.exec(row.querySelector('code')?.textContent ?? '')?.[1],
          row.querySelector('time')?.textContent,
        ]),
      );
      const names = timeline.map(([type, time]) => [type?.replace(/[A-Z]/g, (x) => `_${x.toLowerCase()}`), time]);
      expect(sent).toEqual(names);
    }
    const chatStarted = at('[data-tool=ga4] .calls > li').filter({ hasText: 'chat_started' });
    expect(await chatStarted.textContent()).toMatch(/waited 6\d s/);
  });

  it('drops and counts what a refusal forbids, and sends only what comes after a consent', async () => {
    await open();
    const before = await fired();
    await eventually(ledger).toEqual([before, 0, 0]);
    await choose('Refused');
    await eventually(ledger).toEqual([0, 0, before]);
    await chat();
    const refused = await fired();
    await eventually(ledger).toEqual([0, 0, refused]);
    expect(await everything()).toBe('');

    await choose('Allowed');
    await click('End the conversation');
    await eventually(() => told('ga4')).toBe((await fired()) - refused);
    expect(await callsAbout('ga4', 'chat_started')).toEqual([]);
    expect(await callsAbout('ga4', 'chat_ended')).toHaveLength(1);
  });

  it.each(['the site', 'IAB TCF', 'iAdvize'])('follows a consent that is asked for by %s', async (source) => {
    await open();
    await choose(source);
    await chat();
    const waiting = await fired();
    await eventually(ledger).toEqual([waiting, 0, 0]);
    await choose('Allowed');
    await demo.passUntil(async () => (await told('beacon')) === waiting);
    await toldAll(waiting);

    await choose('Withdrawn');
    await click('End the conversation');
    await eventually(ledger).toEqual([0, waiting, (await fired()) - waiting]);
    await toldAll(waiting);
    expect(await callsAbout('ga4', 'chat_ended')).toEqual([]);
  });

  it('asks a fresh tag for the consent that it holds', async () => {
    await open();
    await choose('iAdvize');
    await choose('Allowed');
    await at('.tabs [data-view=events]').click();
    await choose('2020+');
    await at('.tabs [data-view=analytics]').click();
    await eventually(() => told('ga4')).toBe(await fired());
    await choose('Withdrawn');
    const sent = await told('ga4');
    await chat();
    await eventually(() => note('ga4')).toBe(`${(await fired()) - sent} dropped`);
  });

  it('has no tool suffer where one throws and another comes late', async () => {
    await open();
    await openCard('ga4');
    await at('[data-tool=ga4] label').filter({ hasText: 'Throws' }).click();
    for (const tool of ['hotjar', 'matomo']) {
      await openCard(tool);
      await at(`[data-tool=${tool}] label`).filter({ hasText: 'Not there yet' }).click();
    }
    await choose('Allowed');
    await chat();
    const count = await fired();
    await demo.passUntil(async () => (await told('beacon')) === count);

    await eventually(() => note('ga4')).toBe(`throws · threw ${count} ×`);
    await eventually(() => note('hotjar')).toBe(`not there yet · ${count} waiting`);
    await eventually(() => note('matomo')).toBe(`not there yet · ${count} in its queue`);
    expect([await calls('hotjar'), await calls('matomo')]).toEqual([[], []]);
    await eventually(() => at('.tool:not([data-tool=hotjar]) .count').allTextContents().then(unique)).toEqual([
      `${count}`,
    ]);

    for (const tool of ['hotjar', 'matomo']) {
      await at(`[data-tool=${tool}] label`).filter({ hasText: 'Works' }).click();
      await demo.passUntil(async () => (await calls(tool)).length === count);
    }
    expect(await callsAbout('hotjar', 'chat_started')).toEqual(["hj('event', 'iadvize_chat_started')"]);
    expect(await callsAbout('matomo', 'Chat Start')).toEqual([
      "_paq.push(['trackEvent', 'iAdvize', 'Chat Start', 'visitor'])",
    ]);
    // The errors are not swallowed, and there are no others.
    await pass(1000);
    const problems = demo.takeProblems();
    expect(problems).not.toEqual([]);
    for (const problem of problems) expect(problem).toContain('gtag was told to throw');
  });

  it('has the beacon send again what its endpoint did not take', async () => {
    await open();
    const bodies = requests();
    await openCard('beacon');
    const failing = demo.page.waitForResponse(/\/collector$/);
    await choose('Answers 503');
    await failing;
    await choose('Allowed');
    const count = await fired();
    await eventually(() => told('hotjar')).toBe(count);
    await demo.passUntil(async () => (await at('[data-tool=beacon] .pill.bad').count()) > 1);
    await eventually(() => note('beacon')).toContain(`${count} waiting`);

    const answering = demo.page.waitForResponse(/\/collector$/);
    await choose('Answers 204');
    await answering;
    await demo.passUntil(async () => (await told('beacon')) === count);
    const ids = bodies.map(({ events }) => events.map(({ id }) => id).join());
    expect(bodies.at(-1)?.events).toHaveLength(count);
    expect(unique(ids)).toHaveLength(1);
    expect(unique(demo.takeProblems()).join()).toContain('503');
  });

  it('tells no tool what the visitor and the operator wrote', async () => {
    await open();
    await at('.tabs [data-view=events]').click();
    await choose('2020+');
    await at('.tabs [data-view=analytics]').click();
    const bodies = requests();
    await choose('Allowed');
    await chat();
    await demo.write('Your message', 'Zanzibar is my secret, is it waterproof?');
    await demo.said('kept dry socks');
    await demo.passUntil(async () => (await told('beacon')) === (await fired()));
    await toldAll(await fired());

    const sent = (await everything()) + JSON.stringify(bodies);
    expect(sent).toContain('iadvize_message_sent');
    expect(sent).toContain('iadvize_message_received');
    const vuid = await at('#timeline [data-type=chatStarted] .event-detail b').last().textContent();
    for (const secret of ['Zanzibar', 'waterproof', 'dry socks', 'How can I help', vuid])
      expect(sent).not.toContain(secret);
  });

  it('removes a tool, and catches up where it is used again', async () => {
    await open();
    await choose('Allowed');
    await eventually(() => told('ga4')).toBe(await fired());
    const before = await fired();
    await toggle('Use Google Analytics 4');
    await chat();
    await eventually(() => told('hotjar')).toBe(await fired());
    expect(await told('ga4')).toBe(before);
    expect(await note('ga4')).toBe('removed');

    await toggle('Use Google Analytics 4');
    await eventually(() => told('ga4')).toBe(await fired());
    expect(await callsAbout('ga4', 'chat_started')).toHaveLength(1);

    await click('Remove all');
    await click('End the conversation');
    await click('Use all');
    await demo.passUntil(async () => (await told('beacon')) === (await fired()));
    await toldAll(await fired());
  });

  it('filters its tools, and is used with the keyboard', async () => {
    await open();
    await click('Adobe');
    await eventually(() => at('.tool:visible').count()).toBe(3);
    await click('All');

    await at('#consent-answer input').first().press('ArrowRight');
    await eventually(() => at('#consent-answer input:checked').getAttribute('value')).toBe('allowed');
    await at('[data-tool=ga4] .tool-name').press('Enter');
    await eventually(() => at('[data-tool=ga4] .calls').isVisible()).toBe(true);
    await at('[data-tool=ga4] .tool-body input').first().press('ArrowRight');
    await eventually(() => note('ga4')).toContain('not there yet');
    await at('[data-tool=ga4] .switch input').press('Space');
    await eventually(() => note('ga4')).toContain('removed');
  });

  it('fits a phone', async () => {
    await demo.visit({ width: 390, height: 844 });
    const fits = () =>
      eventually(() => demo.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await chat();
    await demo.page.getByRole('button', { name: /^Analytics/ }).click();
    await eventually(() => at('#consent').isVisible()).toBe(true);
    await eventually(() => at('#shop').isVisible()).toBe(false);
    await fits();
    await choose('Allowed');
    await demo.passUntil(async () => (await told('beacon')) === (await fired()));
    for (const tool of ['gtm', 'alloy', 'beacon']) await openCard(tool);
    await fits();
  });
});
