import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it, vi } from 'vitest';
import { issueTicket, ticketAuthorize } from '../../../src/server';
import { ask, read, secret, session, ticketFor, useHistory } from '../../support/history';

const { asked, endpoint } = useHistory();

describe('a ticket', () => {
  const change = (text: string, at: number) => text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);

  it.each<[string, () => string | undefined | Promise<string>]>([
    ['absent', () => undefined],
    ['empty', () => ''],
    ['no ticket', () => 'letmein'],
    ['of another conversation', () => ticketFor('667')],
    ['someone else’s', () => ticketFor('666', 'bob')],
    ['signed with another secret', () => issueTicket({ secret: `${secret}!`, conversationId: '666', client: 'alice' })],
    ['made to last', async () => `9${(await ticketFor('666')).slice(1)}`],
    ['of another nonce', async () => change(await ticketFor('666'), 20)],
    ['of another signature', async () => change(await ticketFor('666'), 50)],
    ['without signature', async () => (await ticketFor('666')).slice(0, 37)],
    ['cut', async () => (await ticketFor('666')).slice(0, -1)],
    ['longer', async () => `${await ticketFor('666')}A`],
  ])('lets nobody in where it is %s', async (_, make) => {
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await make()))).toEqual([403, { error: 'forbidden' }]);
    expect(asked).toEqual([]);
  });

  it('lets nobody in who has no session', async () => {
    const origin = await endpoint();
    const anonymous = await ask(origin, '666', await ticketFor('666'), { cookie: '' });
    expect(anonymous.status).toBe(403);
  });

  it('lets nobody in once it has expired', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666', 'alice', 1);
    await sleep(5);
    expect((await ask(origin, '666', ticket)).status).toBe(403);
  });

  it('lets in once', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666');
    const all = await Promise.all(Array.from({ length: 5 }, () => ask(origin, '666', ticket)));
    expect(all.map(({ status }) => status).sort()).toEqual([200, 403, 403, 403, 403]);
    expect((await ask(origin, '666', await ticketFor('666'))).status).toBe(200);
  });

  it('is not used up by someone else who tries it', async () => {
    const origin = await endpoint();
    const ticket = await ticketFor('666');
    expect((await ask(origin, '666', ticket, { cookie: 'session=eve' })).status).toBe(403);
    expect((await ask(origin, '666', ticket)).status).toBe(200);
  });

  it('may let in until it expires, where the site says so', async () => {
    const use = vi.fn(() => true);
    const origin = await endpoint({ authorize: ticketAuthorize({ secret, client: session, use }) });
    const ticket = await ticketFor('666');
    for (let time = 0; time < 3; time += 1) expect((await ask(origin, '666', ticket)).status).toBe(200);
    expect(use).toHaveBeenCalledTimes(3);
    expect(use).toHaveBeenCalledWith(ticket.split('.')[1], Number(ticket.split('.')[0]));
  });

  it('names neither the client nor the conversation', async () => {
    const ticket = await ticketFor('123456', 'session-of-alice');
    expect(ticket).not.toContain('123456');
    expect(Buffer.from(ticket, 'base64url').toString('latin1')).not.toContain('alice');
    expect(await ticketFor('123456')).not.toBe(await ticketFor('123456'));
  });

  it.each<[string, object]>([
    ['a name that is no option', { liftime: 1000 }],
    ['a text for a time', { lifetime: '60000' }],
    ['a short secret', { secret: 'short' }],
    ['no secret', { secret: undefined }],
    ['a path for a conversation', { conversationId: '../1' }],
    ['nobody', { client: '' }],
    ['no end', { lifetime: Infinity }],
    ['an end in the past', { lifetime: -1 }],
    ['a day', { lifetime: 86_400_000 }],
  ])('is not issued with %s', async (_, wrong) => {
    await expect(issueTicket({ secret, conversationId: '666', client: 'alice', ...wrong })).rejects.toThrow(TypeError);
    await expect(issueTicket({ secret, conversationId: '666', client: 'alice', ...wrong })).rejects.toThrow(
      new RegExp(Object.keys(wrong).join('|')),
    );
  });

  it('is not checked without a secret or a client', () => {
    expect(() => ticketAuthorize({ secret: 'short', client: session })).toThrow(TypeError);
    expect(() => ticketAuthorize({ secret, client: 'alice' as never })).toThrow('Option client: expected a function');
    expect(() => ticketAuthorize({ secret, client: session, use: true as never })).toThrow('Option use');
    expect(() => ticketAuthorize({ secret, client: session, ues: () => true } as never)).toThrow('No option ues');
  });
});
