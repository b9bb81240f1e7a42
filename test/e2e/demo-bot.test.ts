import { beforeEach, describe, expect, it } from 'vitest';
import { eventually, useDemo } from '../support/demo';

const demo = useDemo();
const { click, textOf } = demo;

const at = (selector: string) => demo.page.locator(selector);
const handoff = (state: string) => eventually(() => textOf('#desk-state')).toBe(state);
const desk = () => at('#desk-transcript li').allTextContents();
const human = () => at('#bot-messages .human').allTextContents();
const ask = (question: string) => demo.write('Ask the bot', question);

/** Time passes until then: the bot asks again for a history that is not closed yet. */
const botSays = (text: string) => demo.passUntil(() => at('#bot-messages').getByText(text).isVisible());

/** Talks to the bot, then to a person. */
async function talk(): Promise<void> {
  await ask('Do they survive rain?');
  await botSays('Waterproof to 20,000 mm');
  await click('Talk to a person');
  await demo.said('How can I help you?');
  await demo.write('Your message', 'Is it <b>really</b> waterproof?');
  await demo.said('kept dry socks');
}

beforeEach(() => demo.visit());

describe('the demo’s bot', () => {
  it('answers by its rules', async () => {
    await click('Which size?');
    await botSays('true to size');
    await ask('How do I send them back?');
    await botSays('60 days');
    await ask('What is the meaning of life?');
    await botSays('beyond a bot');
    await handoff('idle');
  });

  it('hands its conversation to an agent, and reads theirs afterwards', async () => {
    await talk();
    await handoff('transmitted');
    await eventually(() => textOf('#desk-note')).toMatch(/^iAdvize\.vaSCI = skarv-[\w-]{36}$/);
    await eventually(desk).toEqual([
      'Bot Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.',
      'Visitor Do they survive rain?',
      'Bot Waterproof to 20,000 mm: rain, snow and shallow streams.',
    ]);

    await click('End the conversation');
    await botSays('has read along');
    await eventually(human).toEqual([
      'Guide: Hello, I am Inès. How can I help you?',
      'You: Is it <b>really</b> waterproof?',
      'Guide: Yes, to 20,000 mm. I crossed a glacier stream in mine last week and kept dry socks.',
    ]);
    await handoff('idle');
  });

  it('has nothing for an agent where the visitor came without it', async () => {
    await at('#chat-button').click();
    await demo.said('How can I help you?');
    await eventually(desk).toEqual([]);
    await eventually(() => textOf('#desk-note')).toContain('without');
    await click('Talk to a person');
    await handoff('missed');
    await click('End the conversation');
    await demo.pass(2000);
    expect(await human()).toEqual([]);
  });

  it('reads nobody else’s conversation', async () => {
    await talk();
    const request = (path: string, init?: RequestInit) => fetch(new URL(path, demo.url), init);
    const own = await demo.page.context().cookies();
    const cookie = `session=${own.find(({ name }) => name === 'session')?.value}`;
    const other = (await request('demo/')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const ticketFor = (id: string, session: string) =>
      request('ticket', { method: 'POST', headers: { cookie: session }, body: JSON.stringify({ id }) });

    // The platform hears of the conversation a moment after the visitor.
    await eventually(async () => (await ticketFor('666', cookie)).status).toBe(200);
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
