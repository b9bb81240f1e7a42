import { afterEach, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../src';
import { createAdapter } from '../../src/adapters';
import { createFakeTag, flush, reset } from '../../src/testing';

afterEach(() => {
  reset();
  vi.useRealTimers();
});

const sendTo = (sent: string[], consent?: () => Promise<boolean>) =>
  createAdapter<string[]>(
    { name: 'kit', find: () => sent, send: (tool, { name }) => void tool.push(name) },
    consent && { consent },
  );

it('hands over now what waits, under fake timers as well', async () => {
  vi.useFakeTimers();
  const sent: string[] = [];
  installCallbacks().use(sendTo(sent, () => Promise.resolve(true)));
  const tag = createFakeTag();
  tag.load();
  tag.fire('onChatDisplayed');
  expect(sent).toEqual([]);
  await flush();
  await flush();
  expect(sent).toHaveLength(1);
});

it('makes the page one where nothing has happened, also for adapters', async () => {
  const sent: string[] = [];
  for (let test = 0; test < 2; test += 1) {
    const iadvize = installCallbacks();
    expect(iadvize.events).toEqual([]);
    iadvize.use(sendTo(sent));
    const tag = createFakeTag();
    tag.load();
    // The same conversation each time, of which a tool is told once.
    tag.fire('onChatStarted');
    await flush();
    expect(sent).toHaveLength(test + 1);
    reset();
    expect(Object.keys(localStorage).filter((key) => key.startsWith('iadvize-callbacks'))).toEqual([]);
  }
});

it('says that a tag which is not loaded calls nothing', () => {
  expect(() => createFakeTag().fire('onChatStarted')).toThrow('call load() before onChatStarted');
});
