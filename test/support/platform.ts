import { afterEach, beforeEach, expect, vi } from 'vitest';
import { serve, startPlatform } from '../../src/testing/server';
import type { Handler, PlatformOptions, PlatformStandIn, Served } from '../../src/testing/server';

/**
 * The stand-in for the platform, started for each test, and what the test serves; both end with it. A test fails that leaves a
 * rejection which nobody handles.
 */
export function usePlatform(options: PlatformOptions = {}) {
  let platform: PlatformStandIn;
  let served: Served[] = [];
  const unhandled = vi.fn();

  beforeEach(async () => {
    platform = await startPlatform(options);
    unhandled.mockClear();
    process.on('unhandledRejection', unhandled);
  });

  afterEach(async () => {
    // A rejection is reported once the loop has turned.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled.mock.calls).toEqual([]);
    await Promise.all([platform.close(), ...served.map((each) => each.close())]);
    served = [];
  });

  return {
    get platform() {
      return platform;
    },

    /** @returns the address at which a handler answers. */
    async serve(handler: Handler): Promise<string> {
      const made = await serve(handler);
      served.push(made);
      return made.url;
    },
  };
}
