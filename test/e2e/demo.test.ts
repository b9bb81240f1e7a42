import { chromium } from 'playwright';
import type { Browser, Page, ViewportSize } from 'playwright';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { serve } from '../../demo/server.mjs';
import { conversations } from '../../src/testing';
import { launchOptions } from '../support/chromium';

let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let page: Page;
/** What a browser's console would show in red, blocked scripts and styles among it. */
let problems: string[];

async function visit(viewport: ViewportSize = { width: 1440, height: 900 }): Promise<void> {
  page = await browser.newPage({ viewport, reducedMotion: 'reduce' });
  problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  page.on('response', (response) => {
    if (response.status() >= 400) problems.push(`${response.status()} ${response.url()}`);
  });
  // The operators' pauses are those of people; nobody waits for them here.
  await page.clock.install();
  await page.goto(server.url);
}

const pass = (milliseconds: number) => page.clock.runFor(milliseconds);

/** The timeline's events, oldest first. */
const timeline = () =>
  page
    .locator('#timeline .event')
    .evaluateAll((items) => items.map((item) => item.getAttribute('data-type')).reverse());

const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
const choose = (name: string) => page.locator('.segments label', { hasText: name }).click();
const message = (text: string) => page.locator('#messages').getByText(text);
async function said(text: string): Promise<void> {
  await pass(2000);
  await message(text).waitFor();
}
const button = '#chat-button';

/** The line of an event in the timeline, newest first, once it is there. */
const event = (type: string) => page.locator(`#timeline [data-type=${type}]`).first();

const calls = (team: string, callback: string) =>
  page.locator(`[data-team=${team}] [data-callback=${callback}]`).textContent();

async function overwrite(team: string): Promise<void> {
  const marks = await page.locator('#timeline .mark').count();
  await page.locator(`[data-team=${team}] button`).click();
  await page.locator('#timeline .mark').nth(marks).waitFor();
}

beforeAll(async () => {
  server = await serve();
  browser = await chromium.launch(await launchOptions());
});

afterEach(async () => {
  await page.close();
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('the demo', () => {
  it('shows a conversation from its start to the survey', async () => {
    await visit();
    await click('Clear');
    await page.locator(button).click();
    await said('How can I help you?');
    await page.getByLabel('Your message').fill('Is it waterproof?');
    await page.keyboard.press('Enter');
    await said('kept dry socks');
    await click('End the conversation');
    await page.locator('#survey label').nth(3).click();
    await click('Send my answer');
    await said('Thank you');
    await click('Close the chat');

    expect(await timeline()).toEqual([
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
    expect(await page.locator('#timeline-count').textContent()).toBe('16');
    expect(await event('messageSent').locator('.event-detail').textContent()).toBe('“Is it waterproof?”');
    expect(await page.locator('#chat').isHidden()).toBe(true);

    const details = event('chatStarted').locator('dl');
    expect(await details.isHidden()).toBe(true);
    await event('chatStarted').locator('summary').click();
    expect(await details.textContent()).toContain('onChatStarted');
    const line = (type: string) => event(type).locator('.event-detail').textContent();
    expect(await line('chatEnded')).toBe(await line('chatStarted'));
  });

  it('invites, sends a link and an offer, transfers and alerts', async () => {
    await visit();
    await click('Clear');
    await click('Invite');
    await click('Not now');
    expect(await page.locator('#invitation').isHidden()).toBe(true);
    await click('Invite');
    await click('Let’s chat');
    await said('How can I help you?');
    await click('Link');
    await click('Offer');
    await click('Alert');
    await click('Transfer');
    await said('Tomás here');
    expect(await page.locator('#chat-operator').textContent()).toBe('Tomás');
    await page.locator('#messages').getByRole('link', { name: 'Size guide' }).click();
    expect(new URL(page.url()).hash).toBe('#size-guide');

    expect(await timeline()).toEqual([
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
    await page.locator(button).click();
    await said('How can I help you?');
    await click('Clear');
    await click('Cobrowse');
    await click('Refuse');
    await said('No problem');
    await click('Cobrowse');
    await click('Accept');
    await click('Stop sharing');
    expect(await page.locator('#cobrowsing').isHidden()).toBe(true);
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
    expect(await timeline()).toEqual(['callStarted', 'callEnded']);
  });

  it('reduces and reopens the chat with the keyboard', async () => {
    await visit();
    await click('Clear');
    await page.locator(button).press('Enter');
    await said('How can I help you?');
    await page.keyboard.press('Escape');
    expect(await page.locator('#chat').isHidden()).toBe(true);
    expect(await page.locator(button).evaluate((element) => element === document.activeElement)).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Your message').evaluate((element) => element === document.activeElement)).toBe(true);
    expect((await timeline()).filter((type) => type === 'chatDisplayed')).toHaveLength(3);
    expect((await timeline()).filter((type) => type === 'chatStarted')).toHaveLength(1);
  });

  it('plays the scripted conversation', async () => {
    await visit();
    await click('Clear');
    await click('Play a conversation');
    await pass(10_000);
    await page.locator('#timeline [data-type=chatHidden]').waitFor();
    expect(await timeline()).toEqual(
      conversations.chat.map(({ callback }) => callback.charAt(2).toLowerCase() + callback.slice(3)),
    );
    expect(await page.locator('#play').textContent()).toBe('Play a conversation');
  });

  it('lets the visitor take over a conversation that is played', async () => {
    await visit();
    await click('Play a conversation');
    await pass(2000);
    await page.getByLabel('Your message').fill('Is it waterproof?');
    await page.keyboard.press('Enter');
    await said('kept dry socks');
    expect(await page.locator('#play').textContent()).toBe('Play a conversation');
    await pass(10_000);
    expect(await timeline()).not.toContain('chatEnded');
  });

  it('marks what is replayed', async () => {
    await visit();
    // The tag made its first calls before the timeline was there.
    expect(await timeline()).toEqual([
      'statusChanged',
      'callStatusChanged',
      'chatButtonDisplayed',
      'callButtonDisplayed',
    ]);
    expect(await page.locator('#timeline .replayed').count()).toBe(4);
    await click('Call');
    expect(await page.locator('#timeline .event').count()).toBe(5);
    expect(await page.locator('#timeline .replayed').count()).toBe(4);
    await click('Replay all');
    expect(await timeline()).toHaveLength(5);
    expect(await page.locator('#timeline .replayed').count()).toBe(5);
  });

  it('loads a fresh tag of another era', async () => {
    await visit();
    await choose('2016');
    await page.locator(button).click();
    await event('chatStarted').waitFor();
    expect(await event('chatStarted').locator('.event-detail').textContent()).toBe('id 666 · startedBy visitor');

    await choose('2020+');
    expect(await page.locator('#chat').isHidden()).toBe(true);
    await page.locator(button).click();
    await expect
      .poll(() => event('chatStarted').locator('.event-detail').textContent())
      .toMatch(/^id 667 · conversationId [\w-]{36} · vuid \w+$/);
  });

  it.each(['live', 'reference', 'snapshot'])('keeps every team’s functions under %s reading', async (reads) => {
    await visit();
    if (reads !== 'live') await choose(reads);
    await overwrite('marketing');
    await overwrite('analytics');
    // The same code once more, as on a route change.
    await overwrite('marketing');
    await click('Clear');
    await page.locator(button).click();
    await said('How can I help you?');
    await click('End the conversation');

    for (const callback of ['onChatStarted', 'onMessageReceived', 'onChatEnded']) {
      for (const team of ['shop', 'marketing', 'analytics']) expect(await calls(team, callback), team).toBe('1');
    }
    expect(await timeline()).toEqual([
      'chatDisplayed',
      'chatStarted',
      'operatorWriting',
      'operatorStopWriting',
      'messageReceived',
      'chatEnded',
      'satisfactionDisplayed',
    ]);
  });

  it('fits a phone', async () => {
    await visit({ width: 390, height: 844 });
    const overflow = () => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    const bar = await page.locator('.views').boundingBox();
    expect(await overflow()).toBe(0);

    await page.locator(button).click();
    await said('How can I help you?');
    expect(await overflow()).toBe(0);
    const chat = await page.locator('#chat').boundingBox();
    expect(chat).toMatchObject({ x: 0, y: 0, width: 390 });
    expect(chat?.height).toBe(bar?.y);

    await page.getByRole('button', { name: /^Events/ }).click();
    expect(await page.locator('#chat').isHidden()).toBe(true);
    expect(await event('chatStarted').isVisible()).toBe(true);
    expect(await overflow()).toBe(0);
  });

  it('is served under a strict policy, with nothing else of the folder', async () => {
    await visit();
    const { headers } = await fetch(`${server.url}demo/`);
    expect(headers.get('content-security-policy')).toBe("default-src 'self'; script-src 'self'");
    for (const path of [
      'package.json',
      'demo/%2e%2e/package.json',
      'src/index.ts',
      'dist/../package.json',
      'demo/none.js',
    ]) {
      expect((await fetch(server.url + path)).status, path).toBe(404);
    }
  });
});
