import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';
import { createHistoryClient } from '../../src/virtual-agent';
import type { HistoryClient } from '../../src/virtual-agent';

const line = '[2,"2016-02-16 11:24:23","Hello",1455618264049]';
let iadvize: IAdvizeCallbacks;
let tag: FakeTag;
let history: string[];
let client: HistoryClient;
const fetcher = vi.fn<typeof fetch>();

beforeEach(() => {
  iadvize = installCallbacks();
  tag = createFakeTag();
  tag.load();
  history = [line];
  fetcher.mockReset();
  fetcher.mockImplementation(() =>
    Promise.resolve(Response.json({ id: '666', history: history.join(), closed: false })),
  );
  client = createHistoryClient({
    endpoint: 'https://shop.example/history',
    iadvize,
    fetch: fetcher,
    // Only the end of the chat ends the pause.
    interval: 600_000,
  });
});

afterEach(() => iadvize.uninstall());

describe('watching a conversation', () => {
  it('ends with it, after a last look', async () => {
    const watched = client.watch('666');
    expect((await watched.next()).value).toHaveProperty('entries.length', 1);
    const next = watched.next();
    tag.fire('onChatEnded', { id: '665' });
    history.push(line);
    tag.fire('onChatEnded', { id: 666 });
    expect((await next).value).toHaveProperty('entries.length', 2);
    expect(await watched.next()).toEqual({ done: true, value: undefined });
    expect(fetcher).toHaveBeenCalledTimes(2);
  });

  it('ends with it where the tag does not say which has ended', async () => {
    const watched = client.watch('666');
    await watched.next();
    const next = watched.next();
    tag.call('onChatEnded', null);
    expect((await next).done).toBe(true);
  });

  it('looks once where it has ended before', async () => {
    tag.fire('onChatEnded', { id: '666' });
    const watched = client.watch('666');
    expect((await watched.next()).done).toBe(false);
    expect((await watched.next()).done).toBe(true);
    expect(fetcher).toHaveBeenCalledTimes(1);
  });

  it('is not ended by what ended before it', async () => {
    tag.call('onChatEnded', null);
    tag.fire('onChatEnded', { id: '665' });
    const watched = client.watch('666');
    await watched.next();
    const next = watched.next();
    tag.fire('onChatEnded', { id: '666' });
    await next;
    expect(fetcher).toHaveBeenCalledTimes(2);
  });

  it('asks for the conversation on the endpoint, whatever else its address holds', async () => {
    await client.getHistoryByID('666');
    await createHistoryClient({ endpoint: 'https://shop.example/a?id=1&b=2#c', fetch: fetcher }).getHistoryByID('666');
    expect(fetcher.mock.calls.map(([url]) => String(url as URL))).toEqual([
      'https://shop.example/history?id=666',
      'https://shop.example/a?id=666&b=2#c',
    ]);
  });
});
