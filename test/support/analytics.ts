import type { AdapterOptions, AnalyticsEvent } from '../../src/adapters';
import { vi } from 'vitest';
import { createAdapter } from '../../src/adapters';
import { schedule } from '../../src/adapters/delivery';

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
  vi.stubGlobal('scheduler', undefined);
  vi.stubGlobal('requestIdleCallback', undefined);
  vi.useFakeTimers();
}

/** Ends fake timers, and leaves nothing planned. */
export function useRealTime() {
  if (vi.isFakeTimers()) vi.runOnlyPendingTimers();
  vi.useRealTimers();
}
