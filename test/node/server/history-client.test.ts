import { describe, expect, it, vi } from 'vitest';
import { createHistoryClient } from '../../../src/virtual-agent';
import type { HistoryClientOptions, HistoryError, Transcript } from '../../../src/virtual-agent';
import { conversation, said, ticketFor, useHistory } from '../../support/history';

const { answers, endpoint, started } = useHistory();

describe('the history client', () => {
  const client = (origin: string, options: Partial<HistoryClientOptions> = {}) =>
    createHistoryClient({
      endpoint: `${origin}/history?site=1`,
      ticket: (id) => ticketFor(id),
      // What a browser does with its cookies.
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('cookie', 'session=alice');
        return fetch(input, { ...init, headers });
      },
      backoff: 1,
      interval: 1,
      ...options,
    });

  const codeOf = (promise: Promise<unknown>) =>
    promise.then(
      () => 'no error',
      ({ name, code }: HistoryError) => [name, code],
    );

  it('gives the typed transcript', async () => {
    const { getHistoryByID } = client(await endpoint());
    expect(await getHistoryByID('666')).toEqual({
      id: '666',
      closed: false,
      entries: [{ type: 'visitor', code: 2, text: 'Hello', timestamp: 1455618264049 }],
      problems: [],
    });
  });

  it('asks for a ticket each time', async () => {
    const { getHistoryByID } = client(await endpoint());
    await getHistoryByID('666');
    await expect(getHistoryByID('666')).resolves.toHaveProperty('id', '666');
  });

  it.each(['', '0', '../1', '6\r\n6', 666, undefined, null, {}])('refuses the id %j', async (id) => {
    const { getHistoryByID, watch } = client('http://127.0.0.1:9');
    await expect(getHistoryByID(id as string)).rejects.toThrow(TypeError);
    await expect(watch(id as string).next()).rejects.toThrow(TypeError);
  });

  it.each<[string, () => Response, string]>([
    ['refuses', () => Response.json({ error: 'forbidden' }, { status: 403 }), 'forbidden'],
    ['knows no such conversation', () => Response.json({ error: 'not_found' }, { status: 404 }), 'not_found'],
    ['fails', () => Response.json({ error: 'unavailable' }, { status: 502 }), 'unavailable'],
    ['waits in vain', () => Response.json({ error: 'timeout' }, { status: 504 }), 'timeout'],
    ['has had enough', () => new Response(null, { status: 429, headers: { 'retry-after': '600' } }), 'rate_limited'],
    ['answers HTML', () => new Response('<html>'), 'unexpected'],
    ['answers another conversation', () => Response.json({ id: '1', history: said }), 'unexpected'],
    ['answers no history', () => Response.json({ id: '666' }), 'unexpected'],
    ['answers null', () => Response.json(null), 'unexpected'],
    ['answers too much', () => Response.json({ id: '666', history: 'x'.repeat(10_000_000) }), 'too_large'],
  ])('fails clearly where the endpoint %s', async (_, answer, code) => {
    expect(await codeOf(client(await started(answer)).getHistoryByID('666'))).toEqual(['HistoryError', code]);
  });

  it('does not follow a redirect', async () => {
    const other = vi.fn(() => Response.json({ id: '666', history: said }));
    const elsewhere = await started(other);
    const origin = await started(() => Response.redirect(elsewhere));
    expect(await codeOf(client(origin).getHistoryByID('666'))).toEqual(['HistoryError', 'network']);
    expect(other).not.toHaveBeenCalled();
  });

  it('fails clearly where there is no endpoint', async () => {
    expect(await codeOf(client('http://127.0.0.1:9').getHistoryByID('666'))).toEqual(['HistoryError', 'network']);
  });

  it('fails clearly where the endpoint or the ticket hangs', async () => {
    const hanging = () => new Promise<never>(() => {});
    const options = { timeout: 20, retries: 0 };
    const late = client(await started(hanging), options).getHistoryByID('666');
    expect(await codeOf(late)).toEqual(['HistoryError', 'timeout']);
    const without = client('http://127.0.0.1:9', { ...options, ticket: hanging }).getHistoryByID('666');
    expect(await codeOf(without)).toEqual(['HistoryError', 'timeout']);
  });

  it('tries again where that may help, with a new ticket each time', async () => {
    let failing = 2;
    const answers: (string | null)[] = [];
    const origin = await started((request) => {
      answers.push(request.headers.get('authorization'));
      return failing-- > 0 ? new Response(null, { status: 503 }) : Response.json({ id: '666', history: said });
    });
    await expect(client(origin).getHistoryByID('666')).resolves.toHaveProperty('id', '666');
    expect(new Set(answers).size).toBe(3);
  });

  it('gives up after the retries, and at once where they cannot help', async () => {
    let count = 0;
    const failing = await started(() => ((count += 1), new Response(null, { status: 503 })));
    expect(await codeOf(client(failing, { retries: 3 }).getHistoryByID('666'))).toEqual([
      'HistoryError',
      'unavailable',
    ]);
    expect(count).toBe(4);
    count = 0;
    const refusing = await started(() => ((count += 1), new Response(null, { status: 403 })));
    expect(await codeOf(client(refusing, { retries: 3 }).getHistoryByID('666'))).toEqual(['HistoryError', 'forbidden']);
    expect(count).toBe(1);
  });

  it('stops when it is told to, before, during and between requests', async () => {
    const reason = new Error('no longer needed');
    const { getHistoryByID } = client(await started(() => new Promise<never>(() => {})));
    await expect(getHistoryByID('666', { signal: AbortSignal.abort(reason) })).rejects.toBe(reason);

    const during = new AbortController();
    const first = getHistoryByID('666', { signal: during.signal });
    setTimeout(() => during.abort(reason), 20);
    await expect(first).rejects.toBe(reason);

    const between = new AbortController();
    const failing = await started(() => {
      setTimeout(() => between.abort(reason), 20);
      return new Response(null, { status: 429, headers: { 'retry-after': '20' } });
    });
    await expect(client(failing).getHistoryByID('666', { signal: between.signal })).rejects.toBe(reason);
  });

  it('watches until the platform has closed the conversation, and tells changes only', async () => {
    const line = (text: string) => `[1,"2016-02-16 11:24:23",${JSON.stringify(text)}]`;
    const histories = [line('a'), line('a'), `${line('a')},${line('b')}`, `${line('a')},${line('b')}`];
    let requests = 0;
    answers((id) => {
      const history = histories[Math.min((requests += 1), histories.length) - 1];
      return conversation(id, history, requests > 4 ? '2016-02-16 11:26:43' : null);
    });
    const seen: Transcript[] = [];
    for await (const transcript of client(await endpoint()).watch('666')) seen.push(transcript);
    expect(seen.map(({ entries, closed }) => [entries.map(({ text }) => text).join(), closed])).toEqual([
      ['a', false],
      ['a,b', false],
      ['a,b', true],
    ]);
  });

  it('stops watching when it is told to, and where a request fails', async () => {
    const origin = await endpoint();
    const reason = new Error('enough');
    const controller = new AbortController();
    const watched = client(origin, { interval: 60_000 }).watch('666', { signal: controller.signal });
    await expect(watched.next()).resolves.toHaveProperty('value.id', '666');
    setTimeout(() => controller.abort(reason), 5);
    await expect(watched.next()).rejects.toBe(reason);

    answers(() => new Response(null, { status: 500 }));
    await expect(client(origin, { retries: 0 }).watch('666').next()).rejects.toHaveProperty('code', 'unavailable');
  });

  it.each<[string, object]>([
    ['no endpoint', { endpoint: '' }],
    ['a timeout that is none', { timeout: -1 }],
    ['an interval that is none', { interval: NaN }],
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
  ])('is not made with %s', (_, wrong) => {
    expect(() => client('http://127.0.0.1:9', wrong)).toThrow(TypeError);
  });
});
