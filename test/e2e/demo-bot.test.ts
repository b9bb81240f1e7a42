import { beforeEach, describe, expect, it } from 'vitest';
import { eventually, useDemo } from '../support/demo';

const demo = useDemo();
const { click, textOf } = demo;

const at = (selector: string) => demo.page.locator(selector);
const state = (expected: string) => eventually(() => textOf('#desk-state')).toBe(expected);
const desk = () => at('#desk-transcript li').allTextContents();
const transcript = () => at('#transcript-entries li').allTextContents();
const choices = () => at('#suggestions button').allTextContents();
const choose = (answer: string) => at('#suggestions').getByRole('button', { name: answer, exact: true }).click();
const ask = (question: string) => demo.write('Your message', question);
const shown = (type: string) => at(`#timeline [data-type=${type}]`).count();

/** Opens a chat with the bot. */
async function open(): Promise<void> {
  await click('Ask the bot');
  await demo.said('I am Skarv, a bot');
}

beforeEach(() => demo.visit());

describe('the demo’s bot', () => {
  it('greets, answers by its rules, and shows cards and quick replies', async () => {
    await open();
    expect(await textOf('#chat-status')).toBe('Bot · online');
    await eventually(choices).toEqual(['Which size?', 'Waterproof?', 'Delivery?', 'Returns?', 'A person']);
    await choose('Which size?');
    await demo.said('true to size');
    await demo.said('Size guide');
    await eventually(choices).toEqual(['Waterproof?', 'Returns?', 'A person']);
    await ask('When would they arrive?');
    await demo.said('two to three working days');
    await demo.said('€165');
    await ask('What is the meaning of life?');
    await demo.said('beyond a bot');
    await eventually(choices).toEqual(['A person']);
    await state('running');

    await at('#messages').getByRole('link', { name: 'Open' }).click();
    await eventually(() => new URL(demo.page.url()).hash).toBe('#size-guide');
    await eventually(() => shown('messageSent')).toBe(3);
    await eventually(() => shown('messageReceived')).toBe(4);
  });

  it('hands over to a person who is free, with what was said', async () => {
    await open();
    await ask('Do they <b>survive</b> rain?');
    await demo.said('Waterproof to 20,000 mm');
    await demo.said('Care guide');
    await choose('A person');
    await demo.said('You are now talking with Inès');
    await demo.said('Inès here');
    await state('transferred');
    await eventually(() => textOf('#chat-operator')).toBe('Inès');
    await eventually(() => shown('visitorTransferred')).toBe(1);
    await eventually(desk).toEqual([
      'Bot Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.',
      'Visitor Do they <b>survive</b> rain?',
      'Bot Waterproof to 20,000 mm: rain, snow and shallow streams.',
      'Bot Care guide',
      'Visitor A person',
      'Bot One moment, I ask our guides.',
    ]);

    // From here on it is the person who answers.
    await ask('Is it really waterproof?');
    await demo.said('kept dry socks');
  });

  it('says that nobody is free, and goes on', async () => {
    await at('#guides label').filter({ hasText: 'busy' }).click();
    await open();
    await choose('A person');
    await demo.said('I ask our guides');
    await state('transferring');
    expect(await at('#messages').getByText('Nobody is free').count()).toBe(0);
    await demo.said('Nobody is free right now');
    await eventually(() => textOf('#chat-operator')).toBe('Skarv');
    expect(await shown('visitorTransferred')).toBe(0);
    await choose('Returns?');
    await demo.said('60 days to return them');
    await state('running');
  });

  it('hands over as soon as somebody becomes free', async () => {
    const guides = (free: string) => at('#guides label').filter({ hasText: free }).click();
    await guides('busy');
    await open();
    await ask('Give me a person');
    await demo.said('I ask our guides');
    await state('transferring');
    await guides('free');
    await demo.said('Inès here');
    expect(await at('#messages').getByText('Nobody is free').count()).toBe(0);
  });

  it('gives way to an operator who takes the chat over, and to the visitor who leaves', async () => {
    await open();
    await click('Transfer');
    await demo.said('Inès here');
    await click('End the conversation');
    await click('Close the chat');
    await open();
    await click('End the conversation');
    await demo.pass(2000);
    await eventually(() => textOf('#chat-status')).toBe('The conversation has ended');
  });

  it('can be read again afterwards', async () => {
    await open();
    await ask('Do they <b>survive</b> rain?');
    await demo.said('Waterproof to 20,000 mm');
    await click('End the conversation');
    await click('Close the chat');
    await click('Read it again');
    await demo.passUntil(async () => (await transcript()).length > 0);
    expect(await transcript()).toEqual([
      'Tindra Hello, I am Skarv, a bot. Sizes, rain, delivery, returns: ask me.',
      'You Do they <b>survive</b> rain?',
      'Tindra Waterproof to 20,000 mm: rain, snow and shallow streams.',
    ]);
  });

  it('leaves nobody else’s conversation to read, or to write in', async () => {
    const opened = demo.page.waitForResponse((response) => response.url().endsWith('/bot'));
    await open();
    const { id: bot } = (await (await opened).json()) as { id: string };
    const request = (path: string, init?: RequestInit) => fetch(new URL(path, demo.url), init);
    const own = await demo.page.context().cookies();
    const cookie = `session=${own.find(({ name }) => name === 'session')?.value}`;
    const other = (await request('demo/')).headers.get('set-cookie')?.split(';')[0] ?? '';
    const post = (path: string, body: object, session: string) =>
      request(path, { method: 'POST', headers: { cookie: session }, body: JSON.stringify(body) });
    const ticketFor = (id: string, session: string) => post('ticket', { id }, session);

    for (const event of ['write', 'pass', 'read']) {
      expect((await post('bot', { id: bot, event, text: 'Hello' }, other)).status, event).toBe(400);
      expect((await post('bot', { id: bot, event, text: 'Hello' }, '')).status, event).toBe(403);
    }
    expect((await post('bot', { id: bot, event: 'pass' }, cookie)).status).toBe(200);

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
