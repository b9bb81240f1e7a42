import type { AdapterOptions, AnalyticsEvent, Consent } from '../../src/adapters';
import { afterEach, beforeEach, vi } from 'vitest';
import { installCallbacks } from '../../src';
import type { IAdvizeCallbacks } from '../../src';
import { createAdapter } from '../../src/adapters';
import { schedule } from '../../src/adapters/pipeline/schedule';
import { createFakeTag } from '../../src/testing';
import type { FakeTag } from '../../src/testing';

/** A page with the library and the tag on it. */
export interface TestPage {
  readonly iadvize: IAdvizeCallbacks;
  readonly tag: FakeTag;
  /** Leaves the page and opens it again: nothing stays but storage. */
  reload(): void;
}

/** A new page for each test, left after it, with empty storage. */
export function usePage(options?: Parameters<typeof createFakeTag>[0]): TestPage {
  const iadvize = installCallbacks();
  let tag: FakeTag;

  const open = () => {
    installCallbacks();
    tag = createFakeTag(options);
    tag.load();
  };

  const leave = () => {
    iadvize.uninstall();
    // A function of the page's own would stay.
    Reflect.deleteProperty(window, 'iAdvizeCallbacks');
    // What an adapter still holds goes out, or is dropped, before the next test's tools are there.
    leavePage();
  };

  leave();
  beforeEach(() => {
    localStorage.clear();
    open();
  });
  afterEach(leave);

  return {
    iadvize,
    get tag() {
      return tag;
    },
    reload() {
      leave();
      open();
    },
  };
}

let count = 0;

/** An adapter for a tool of the test's own, and what the tool was sent. */
export function createTool(options?: AdapterOptions, name = `tool-${(count += 1)}`) {
  const sent: AnalyticsEvent[] = [];
  const tool = { available: true, fails: false };
  const adapter = createAdapter(
    {
      name,
      find: () => (tool.available ? sent : undefined),
      send(list, event) {
        if (tool.fails) throw new Error(`${name} failed`);
        list.push(event);
      },
    },
    options,
  );
  return { name, adapter, sent, tool, types: () => sent.map(({ type }) => type) };
}

/** Has everything that may be sent go out at once. */
export const leavePage = () => window.dispatchEvent(new Event('pagehide'));

/** Has slices run by fake timers, once what is planned has run. */
export async function useFakeIdleTime() {
  await new Promise<void>((resolve) => {
    schedule(() => {
      resolve();
      return false;
    });
  });
  vi.stubGlobal('requestIdleCallback', undefined);
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date', 'performance'] });
}

/** Ends fake timers, and leaves nothing planned: neither what waits now, nor the slices that it plans. */
export function useRealTime() {
  if (vi.isFakeTimers()) {
    vi.runOnlyPendingTimers();
    vi.advanceTimersByTime(100);
  }
  vi.useRealTimers();
}

/** Uses an adapter that obeys a consent; with how many events it has dropped so far. */
export function useWithConsent(iadvize: IAdvizeCallbacks, consent: Consent) {
  const onDropped = vi.fn<(count: number) => void>();
  const tool = createTool({ consent, onDropped });
  const stop = iadvize.use(tool.adapter);
  const dropped = () => onDropped.mock.calls.reduce((sum, [count]) => sum + count, 0);
  return { ...tool, stop, dropped };
}

/** Has the tag call `onRuleStarted` with each id from one to before another. */
export function fireRules(tag: FakeTag, from: number, to: number): void {
  for (let id = from; id < to; id += 1) tag.call('onRuleStarted', { id });
}
