import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { installCallbacks } from '../../../src';
import { statusesKey } from '../../../src/adapters/pipeline/status';
import { ga4 } from '../../../src/adapters';
import type { AdapterOptions } from '../../../src/adapters';
import { createFakeTag } from '../../../src/testing';
import type { FakeTag } from '../../../src/testing';
import { createTool, leavePage, useFakeIdleTime, useRealTime } from '../../support/analytics';
import { collectErrors } from '../../support/errors';

const errors = collectErrors();
let tag: FakeTag;

beforeEach(() => {
  localStorage.clear();
  installCallbacks();
  tag = createFakeTag();
  tag.load();
});

afterEach(() => installCallbacks().uninstall());

function use(options?: AdapterOptions) {
  const made = createTool(options);
  const stop = installCallbacks().use(made.adapter);
  const status = () => [...(window[statusesKey] ?? [])].find(({ name }) => name === made.name);
  return { ...made, stop, status };
}

it('tells what was sent, what failed, and exactly what the tool was given', () => {
  const { sent, tool, status } = use();
  expect(status()).toMatchObject({ waiting: 0, consent: true, sent: 0, dropped: 0, failed: 0, last: [] });
  tag.fire('onChatDisplayed');
  tag.fire('onChatStarted');
  expect(status()).toMatchObject({ waiting: 2, sent: 0 });
  leavePage();
  tool.fails = true;
  tag.fire('onMessageSent');
  leavePage();
  expect(errors.take()).toHaveLength(1);
  expect(status()).toMatchObject({ waiting: 0, sent: 2, dropped: 0, failed: 1 });
  expect(status()?.last).toHaveLength(3);
  expect(status()?.last[1]).toBe(sent[1]);
});

it('tells of the consent, and what was dropped for want of it', () => {
  let answer: boolean | undefined = undefined;
  const { status } = use({ consent: () => answer });
  expect(status()).toMatchObject({ waiting: 0, consent: undefined });
  tag.fire('onChatDisplayed');
  leavePage();
  expect(status()).toMatchObject({ waiting: 1, consent: undefined });
  answer = false;
  tag.fire('onChatStarted');
  leavePage();
  expect(status()).toMatchObject({ waiting: 0, consent: false, dropped: 2, last: [] });
});

it('remembers the last fifty events', () => {
  const { status } = use();
  for (let count = 0; count < 60; count += 1) tag.fire('onMessageSent', { msg: `${count}` });
  leavePage();
  expect(status()?.sent).toBe(60);
  expect(status()?.last.map(({ event }) => event.raw)).toEqual(
    installCallbacks()
      .events.slice(10)
      .map(({ raw }) => raw),
  );
});

it('is gone once the adapter was removed and has sent what it had', () => {
  const { stop, status, sent } = use();
  tag.fire('onChatDisplayed');
  stop();
  expect(status()).toBeDefined();
  leavePage();
  expect(sent).toHaveLength(1);
  expect(status()).toBeUndefined();
});

describe('what waits', () => {
  const warn = vi.spyOn(console, 'warn');
  beforeEach(() => {
    warn.mockReset();
  });
  afterEach(useRealTime);

  it('says for what and since when, and once in the console, after ten seconds', async () => {
    await useFakeIdleTime();
    let update: (answer: boolean | undefined) => void = () => {};
    const { tool, status, sent, name } = use({ consent: { subscribe: (to) => void (update = to) } });
    tool.available = false;
    const fired = Date.now();
    tag.fire('onChatDisplayed');
    vi.advanceTimersByTime(100);
    expect(status()).toMatchObject({ waiting: 1, reason: 'consent' });
    expect(status()?.since).toBeGreaterThanOrEqual(fired);
    expect(status()?.since).toBeLessThanOrEqual(Date.now());
    expect(warn).not.toHaveBeenCalled();
    vi.advanceTimersByTime(20_000);
    expect(warn).toHaveBeenCalledOnce();
    expect(warn).toHaveBeenCalledWith(expect.stringMatching(new RegExp(`${name}.*consent`)));

    update(true);
    vi.advanceTimersByTime(1000);
    expect(status()).toMatchObject({ waiting: 1, reason: name });
    vi.advanceTimersByTime(60_000);
    expect(warn).toHaveBeenCalledTimes(2);

    tool.available = true;
    vi.advanceTimersByTime(1000);
    expect(sent).toHaveLength(1);
    expect(status()).toMatchObject({ waiting: 0, reason: undefined, since: undefined });
    tool.available = false;
    tag.fire('onChatStarted');
    vi.advanceTimersByTime(60_000);
    expect(status()).toMatchObject({ waiting: 1, reason: name });
    expect(warn).toHaveBeenCalledTimes(2);
  });

  it('says what the page has instead of gtag', () => {
    Reflect.set(window, 'dataLayer', [{ 'gtm.start': 1, event: 'gtm.js' }]);
    const stop = installCallbacks().use(ga4());
    tag.fire('onChatDisplayed');
    leavePage();
    const [status] = [...(window[statusesKey] ?? [])].filter(({ name }) => name === 'ga4');
    expect(status?.reason).toBe('gtag: the page has Tag Manager but no gtag, use gtm()');
    stop();
    leavePage();
    Reflect.deleteProperty(window, 'dataLayer');
  });
});
