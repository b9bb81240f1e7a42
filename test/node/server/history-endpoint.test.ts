import { describe, expect, it, vi } from 'vitest';
import { apiKey, ask, conversation, internal, read, said, ticketFor, useHistory } from '../../support/history';

const { answers, asked, endpoint, failures } = useHistory();
const unavailable = [502, { error: 'unavailable' }];

describe('the history endpoint', () => {
  it('gives the history and nothing else, and asks the platform with the key', async () => {
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual([
      200,
      { id: '666', history: said, closed: false },
    ]);
    expect(asked).toHaveLength(1);
    expect(new URL(asked[0]?.url ?? '').pathname).toBe('/conversation/666');
    expect(asked[0]?.headers.get('x-api-key')).toBe(apiKey);
    expect(asked[0]?.headers.get('cookie')).toBeNull();
    expect(asked[0]?.headers.get('authorization')).toBeNull();
  });

  it('says when the conversation is closed', async () => {
    answers((id) => conversation(id, null, '2016-02-16 11:26:43'));
    const origin = await endpoint();
    const [, answer] = await read(await ask(origin, '666', await ticketFor('666')));
    expect(answer).toEqual({ id: '666', history: '', closed: true });
  });

  it.each([
    '',
    ' 666',
    '0666',
    '6.6',
    '-1',
    '1e3',
    '0x1',
    '666/../1',
    '..%2F1',
    '666%2Foperator',
    '666%3Fkey=1',
    '666%0d%0aX-Evil:1',
    '666%00',
    '%3Cscript%3E',
    '__proto__',
    '9'.repeat(21),
    'x'.repeat(10_000),
    '1&id=2',
  ])('refuses the id %j', async (id) => {
    const authorize = vi.fn(() => true);
    const origin = await endpoint({ authorize });
    expect(await read(await ask(origin, id))).toEqual([400, { error: 'invalid_id' }]);
    expect(authorize).not.toHaveBeenCalled();
    expect(asked).toEqual([]);
  });

  it('refuses a request without an id', async () => {
    const origin = await endpoint();
    expect(await read(await fetch(`${origin}/history`))).toEqual([400, { error: 'invalid_id' }]);
  });

  it('takes GET only', async () => {
    const origin = await endpoint();
    const response = await fetch(`${origin}/history?id=666`, { method: 'POST', body: 'x' });
    expect(response.headers.get('allow')).toBe('GET, OPTIONS');
    expect(await read(response)).toEqual([405, { error: 'method_not_allowed' }]);
  });

  it.each<[string, () => Response, unknown, string?]>([
    [
      '403',
      () => Response.json({ meta: { status: 'error', message: `Forbidden by ${internal}` } }, { status: 403 }),
      unavailable,
      'forbidden',
    ],
    [
      '403 in an envelope',
      () => Response.json({ meta: { status: 'error', message: `Forbidden ${apiKey}` } }),
      unavailable,
      'forbidden',
    ],
    ['500', () => new Response(`Error at ${internal}`, { status: 500 }), unavailable, 'unavailable'],
    [
      'HTML',
      () => new Response(`<html>${internal}</html>`, { headers: { 'content-type': 'text/html' } }),
      unavailable,
      'unexpected',
    ],
    ['nothing', () => new Response(''), unavailable, 'unexpected'],
    [
      'a cut envelope',
      () => new Response('{"meta":{"status":"success"},"data":{"id":666,"his'),
      unavailable,
      'unexpected',
    ],
    ['a wrong envelope', () => Response.json({ data: { id: 666, history: said } }), unavailable, 'unexpected'],
    [
      'a list',
      () => Response.json({ meta: { status: 'success' }, data: [{ id: 666, history: said }] }),
      unavailable,
      'unexpected',
    ],
    ['another conversation', () => conversation('667'), unavailable, 'unexpected'],
    ['a history that is no string', () => conversation('666', { __proto__: 1 }), unavailable, 'unexpected'],
    ['a redirect', () => Response.redirect(`https://${internal}/`), unavailable, 'unexpected'],
    ['too much', () => conversation('666', 'x'.repeat(10_000_000)), unavailable, 'too_large'],
    ['too many requests', () => new Response(null, { status: 429 }), [429, { error: 'rate_limited' }], 'rate_limited'],
    [
      '404',
      () => Response.json({ meta: { status: 'fail', message: "Unknown 'conversation' with 'id' 666." } }),
      [404, { error: 'not_found' }],
    ],
  ])('discloses nothing where the platform answers %s', async (_, answer, expected, code) => {
    answers(answer);
    const origin = await endpoint();
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual(expected);
    expect(failures.map(({ code }) => code)).toEqual(code ? [code] : []);
  });

  it('does not wait for a platform that hangs, before its answer or within it', async () => {
    const origin = await endpoint({ timeout: 50 });
    const silent = new ReadableStream<Uint8Array>({
      start: (body) => body.enqueue(new TextEncoder().encode('{"meta"')),
    });
    for (const answer of [() => new Promise<never>(() => {}), () => new Response(silent)]) {
      answers(answer);
      expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual([504, { error: 'timeout' }]);
    }
  });

  it('says so where there is no platform', async () => {
    const origin = await endpoint({ baseUrl: 'http://127.0.0.1:9' });
    expect(await read(await ask(origin, '666', await ticketFor('666')))).toEqual(unavailable);
    expect(failures[0]?.code).toBe('network');
  });
});
