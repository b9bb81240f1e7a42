import { chromium } from 'playwright';
import type { Browser, Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serve } from '../../demo/server.mjs';
import { launchOptions } from '../support/chromium';

let server: Awaited<ReturnType<typeof serve>>;
let browser: Browser;
let page: Page;
/** What a browser's console would show in red. */
let problems: string[];

const click = (name: string) => page.getByRole('button', { name, exact: true }).click();
const state = () => page.locator('#desk-state').textContent();
const desk = () => page.locator('#desk-transcript li').allTextContents();
const botSays = (text: string) => page.locator('#bot-messages').getByText(text).waitFor();

async function ask(question: string): Promise<void> {
  await page.getByLabel('Ask the bot').fill(question);
  await page.keyboard.press('Enter');
}

async function guideSays(text: string): Promise<void> {
  await page.clock.runFor(2000);
  await page.locator('#messages').getByText(text).waitFor();
}

/** Talks to the bot, to a person, and ends that. */
async function talk(): Promise<void> {
  await ask('Do they survive rain?');
  await botSays('Waterproof to 20,000 mm');
  await click('Talk to a person');
  await guideSays('How can I help you?');
  await page.getByLabel('Your message').fill('Is it <b>really</b> waterproof?');
  await page.keyboard.press('Enter');
  await guideSays('kept dry socks');
}

beforeAll(async () => {
  server = await serve();
  browser = await chromium.launch(await launchOptions());
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce' });
  problems = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(message.text());
  });
  page.on('pageerror', (error) => problems.push(error.message));
  // The people's pauses; nobody waits for them here.
  await page.clock.install();
  await page.goto(server.url);
});

afterEach(async () => {
  await page.close();
  expect(problems).toEqual([]);
});

afterAll(async () => {
  await browser.close();
  await server.close();
});

describe('the demo’s bot', () => {
  it('answers by its rules', async () => {
    await click('Which size?');
    await botSays('true to size');
    await ask('How do I send them back?');
    await botSays('60 days');
    await ask('What is the meaning of life?');
    await botSays('beyond a bot');
    expect(await state()).toBe('idle');
  });

  it('hands its conversation to an agent, and reads theirs afterwards', async () => {
    await talk();
    expect(await state()).toBe('transmitted');
    expect(await page.locator('#desk-note').textContent()).toMatch(/^iAdvize\.vaSCI = skarv-[\w-]{36}$/);
    expect(await desk()).toEqual([
      'Bot Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.',
      'Visitor Do they survive rain?',
      'Bot Waterproof to 20,000 mm: rain, snow and shallow streams.',
    ]);

    await click('End the conversation');
    await botSays('has read along');
    expect(await page.locator('#bot-messages .human').allTextContents()).toEqual([
      'Guide: Hello, I am Inès. How can I help you?',
      'You: Is it <b>really</b> waterproof?',
      'Guide: Yes, to 20,000 mm. I crossed a glacier stream in mine last week and kept dry socks.',
    ]);
    expect(await state()).toBe('idle');
  });

  it('has nothing for an agent where the visitor came without it', async () => {
    await page.locator('#chat-button').click();
    await guideSays('How can I help you?');
    expect(await desk()).toEqual([]);
    expect(await page.locator('#desk-note').textContent()).toContain('without');
    await click('Talk to a person');
    await expect.poll(state).toBe('missed');
    await click('End the conversation');
    expect(await page.locator('#bot-messages .human').count()).toBe(0);
  });

  it('reads nobody else’s conversation', async () => {
    await talk();
    const request = (path: string, init?: RequestInit) => fetch(new URL(path, server.url), init);
    const own = await page.context().cookies();
    const cookie = `session=${own.find(({ name }) => name === 'session')?.value}`;
    const other = (await request('demo/')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const ticketFor = (id: string, session: string) =>
      request('ticket', { method: 'POST', headers: { cookie: session }, body: JSON.stringify({ id }) });

    const { ticket } = (await (await ticketFor('666', cookie)).json()) as { ticket: string };
    const headers = { authorization: `Bearer ${ticket}` };
    const history = async (id: string, session: string) =>
      (await request(`history?id=${id}`, { headers: { ...headers, cookie: session } })).status;

    expect((await ticketFor('666', other)).status).toBe(403);
    expect((await ticketFor('1001', cookie)).status).toBe(403);
    expect(await history('666', other)).toBe(403);
    expect(await history('1001', cookie)).toBe(403);
    expect(await history('666', '')).toBe(403);
    expect(await history('666', cookie)).toBe(200);
    expect(await history('666', cookie)).toBe(403);
  });
});
