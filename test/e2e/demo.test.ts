import { describe, expect, it } from 'vitest';
import { conversations } from '../../src/testing';
import { eventually, useDemo } from '../support/demo';

const demo = useDemo();
const { click, pass, textOf, visit } = demo;

const at = (selector: string) => demo.page.locator(selector);
const button = '#chat-button';
const hidden = (selector: string) => eventually(() => at(selector).isHidden()).toBe(true);
const focused = (selector: string) =>
  eventually(() => at(selector).evaluate((element) => element === document.activeElement)).toBe(true);

/** The timeline's events, oldest first. */
const timeline = () =>
  at('#timeline .event').evaluateAll((items) => items.map((item) => item.getAttribute('data-type')).reverse());

const choose = (name: string) => at('.segments label').filter({ hasText: name }).click();

/** The line of an event in the timeline, newest first. */
const event = (type: string) => at(`#timeline [data-type=${type}]`).first();
const line = (type: string) => event(type).locator('.event-detail').textContent();

async function overwrite(team: string): Promise<void> {
  const marks = await at('#timeline .mark').count();
  await at(`[data-team=${team}] button`).click();
  await at('#timeline .mark').nth(marks).waitFor();
}

describe('the demo', () => {
  it('shows a conversation from its start to the survey', async () => {
    await visit();
    await click('Clear');
    await at(button).click();
    await demo.said('How can I help you?');
    await demo.write('Your message', 'Is it waterproof?');
    await demo.said('kept dry socks');
    await click('End the conversation');
    await at('#survey label').nth(3).click();
    await click('Send my answer');
    await demo.said('Thank you');
    await click('Close the chat');

    await eventually(timeline).toEqual([
      'chatDisplayed',
      'chatStarted',
      'operatorWriting',
      'operatorStopWriting',
      'messageReceived',
      'visitorWriting',
      'visitorStopWriting',
      'messageSent',
      'operatorWriting',
      'operatorStopWriting',
      'messageReceived',
      'chatEnded',
      'satisfactionDisplayed',
      'satisfactionAnswered',
      'chatHidden',
      'chatButtonDisplayed',
    ]);
    await eventually(() => textOf('#timeline-count')).toBe('16');
    expect(await line('messageSent')).toBe('“Is it waterproof?”');
    await hidden('#chat');

    const details = event('chatStarted').locator('dl');
    expect(await details.isHidden()).toBe(true);
    await event('chatStarted').locator('summary').click();
    await eventually(() => details.isVisible()).toBe(true);
    expect(await details.textContent()).toContain('onChatStarted');
    expect(await line('chatEnded')).toBe(await line('chatStarted'));
  });

  it('invites, sends a link and an offer, transfers and alerts', async () => {
    await visit();
    await click('Clear');
    await click('Invite');
    await click('Not now');
    await hidden('#invitation');
    await click('Invite');
    await click('Let’s chat');
    await demo.said('How can I help you?');
    await click('Link');
    await click('Offer');
    await click('Alert');
    await click('Transfer');
    await demo.said('Tomás here');
    await eventually(() => textOf('#chat-operator')).toBe('Tomás');
    await at('#messages').getByRole('link', { name: 'Size guide' }).click();
    await eventually(() => new URL(demo.page.url()).hash).toBe('#size-guide');

    await eventually(timeline).toEqual([
      'ruleStarted',
      'invitationDisplayed',
      'ruleStarted',
      'invitationDisplayed',
      'chatDisplayed',
      'chatStarted',
      'operatorWriting',
      'operatorStopWriting',
      'messageReceived',
      'linkReceived',
      'offerReceived',
      'alertReceived',
      'visitorTransferred',
      'operatorWriting',
      'operatorStopWriting',
      'messageReceived',
    ]);
    expect(await event('visitorTransferred').textContent()).toContain('operatorId 512');
  });

  it('browses together, if the visitor agrees', async () => {
    await visit();
    await at(button).click();
    await demo.said('How can I help you?');
    await click('Clear');
    await click('Cobrowse');
    await click('Refuse');
    await demo.said('No problem');
    await click('Cobrowse');
    await click('Accept');
    await click('Stop sharing');
    await hidden('#cobrowsing');
    expect((await timeline()).filter((type) => type?.startsWith('cobrowsing'))).toEqual([
      'cobrowsingRequested',
      'cobrowsingRefused',
      'cobrowsingRequested',
      'cobrowsingAccepted',
      'cobrowsingStopped',
    ]);
  });

  it('calls', async () => {
    await visit();
    await click('Clear');
    await click('Call');
    await click('Hang up');
    await eventually(timeline).toEqual(['callStarted', 'callEnded']);
  });

  it('reduces and reopens the chat with the keyboard', async () => {
    await visit();
    await click('Clear');
    await at(button).press('Enter');
    await demo.said('How can I help you?');
    await demo.page.keyboard.press('Escape');
    await hidden('#chat');
    await focused(button);
    await demo.page.keyboard.press('Enter');
    await focused('#message');
    expect((await timeline()).filter((type) => type === 'chatDisplayed')).toHaveLength(3);
    expect((await timeline()).filter((type) => type === 'chatStarted')).toHaveLength(1);
  });

  it('plays the scripted conversation', async () => {
    await visit();
    await click('Clear');
    await click('Play a conversation');
    await pass(10_000);
    await eventually(timeline).toEqual(
      conversations.chat.map(({ callback }) => callback.charAt(2).toLowerCase() + callback.slice(3)),
    );
    await eventually(() => textOf('#play')).toBe('Play a conversation');
  });

  it('lets the visitor take over a conversation that is played', async () => {
    await visit();
    await click('Play a conversation');
    await pass(2000);
    await demo.write('Your message', 'Is it waterproof?');
    await demo.said('kept dry socks');
    await eventually(() => textOf('#play')).toBe('Play a conversation');
    await pass(10_000);
    expect(await timeline()).not.toContain('chatEnded');
  });

  it('marks what is replayed', async () => {
    await visit();
    // The tag made its first calls before the timeline was there.
    await eventually(timeline).toEqual([
      'statusChanged',
      'callStatusChanged',
      'chatButtonDisplayed',
      'callButtonDisplayed',
    ]);
    await eventually(() => at('#timeline .replayed').count()).toBe(4);
    await click('Call');
    await eventually(() => at('#timeline .event').count()).toBe(5);
    await eventually(() => at('#timeline .replayed').count()).toBe(4);
    await click('Replay all');
    await eventually(timeline).toHaveLength(5);
    await eventually(() => at('#timeline .replayed').count()).toBe(5);
  });

  it('loads a fresh tag of another era', async () => {
    await visit();
    await choose('2016');
    await at(button).click();
    await eventually(() => line('chatStarted')).toBe('id 666 · startedBy visitor');

    await choose('2020+');
    await hidden('#chat');
    await at(button).click();
    await eventually(() => line('chatStarted')).toMatch(/^id 667 · conversationId [\w-]{36} · vuid \w+$/);
  });

  it.each(['live', 'reference', 'snapshot'])('keeps every team’s functions under %s reading', async (reads) => {
    await visit();
    if (reads !== 'live') await choose(reads);
    await overwrite('marketing');
    await overwrite('analytics');
    // The same code once more, as on a route change.
    await overwrite('marketing');
    await click('Clear');
    // The page proves by itself that nothing is lost.
    await pass(10_000);
    const played = conversations.chat.map(({ callback }) => callback);
    for (const callback of ['onChatStarted', 'onMessageReceived', 'onChatEnded']) {
      const times = String(played.filter((each) => each === callback).length);
      for (const team of ['shop', 'marketing', 'analytics']) {
        await eventually(() => textOf(`[data-team=${team}] [data-callback=${callback}]`)).toBe(times);
      }
    }
    await eventually(timeline).toEqual(played.map((callback) => callback.charAt(2).toLowerCase() + callback.slice(3)));
  });

  it('fits a phone', async () => {
    await visit({ width: 390, height: 844 });
    const fits = () =>
      eventually(() => demo.page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
    await fits();

    await at(button).click();
    await demo.said('How can I help you?');
    await fits();
    // The sheet ends where the bar begins.
    await eventually(async () => {
      const [chat, bar] = [await at('#chat').boundingBox(), await at('.views').boundingBox()];
      return chat && bar && { x: chat.x, y: chat.y, width: chat.width, gap: bar.y - chat.y - chat.height };
    }).toEqual({ x: 0, y: 0, width: 390, gap: 0 });

    await demo.page.getByRole('button', { name: /^Events/ }).click();
    await hidden('#chat');
    await eventually(() => event('chatStarted').isVisible()).toBe(true);
    await fits();
  });

  it('keeps the timeline in sight on a phone while a conversation plays', async () => {
    await visit({ width: 390, height: 844 });
    await demo.page.getByRole('button', { name: /^Events/ }).click();
    await click('Play a conversation');
    await demo.passUntil(() => event('messageReceived').isVisible());
    const [chat, list, bar] = await Promise.all(
      ['#chat', '#timeline', '.views'].map((selector) => at(selector).boundingBox()),
    );
    expect(await at('#messages .bubble').first().isVisible()).toBe(true);
    // One below the other.
    expect(chat!.y + chat!.height).toBeLessThan(list!.y);
    expect(list!.y + list!.height).toBeLessThanOrEqual(bar!.y);
    expect(list!.height).toBeGreaterThan(100);

    await click('Stop playing');
    await hidden('#timeline');
  });

  it('says what its switches mean', async () => {
    await visit();
    await eventually(() => textOf('#era-hint')).toContain('today');
    await choose('2016');
    await eventually(() => textOf('#era-hint')).toContain('documented in 2016');
    await choose('snapshot');
    await eventually(() => textOf('#reads-hint')).toContain('Copied the functions');
  });

  it('keeps the chat button off the advice, where a visitor asks for a guide or the bot', async () => {
    await visit();
    await at(button).waitFor();
    await eventually(async () => {
      const [advice, chat] = [await at('.advice-buttons').boundingBox(), await at(button).boundingBox()];
      return advice && chat && advice.width > 40 && advice.y + advice.height <= chat.y;
    }).toBe(true);
  });

  it('opens the inspector where its address asks for it', async () => {
    await visit(undefined, '?iadvize-inspector');
    await at('iadvize-inspector .panel').waitFor();
    expect(new URL(demo.page.url()).search).toBe('?iadvize-inspector');
  });

  it('is served under a strict policy, with nothing else of the folder', async () => {
    await visit();
    const { headers } = await fetch(`${demo.url}demo/`);
    expect(headers.get('content-security-policy')).toBe("default-src 'self'; script-src 'self'");
    for (const path of [
      'package.json',
      'demo/%2e%2e/package.json',
      'src/index.ts',
      'dist/../package.json',
      'demo/none.js',
    ]) {
      expect((await fetch(demo.url + path)).status, path).toBe(404);
    }
  });
});
