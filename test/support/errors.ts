import { afterEach, beforeEach, vi } from 'vitest';

/**
 * Errors of listeners and of the site's functions are thrown again by a timer. Collects them instead, and fails the test
 * that leaves one unread.
 */
export function collectErrors(): { take(): unknown[] } {
  let errors: unknown[] = [];
  const timer = globalThis.setTimeout;

  beforeEach(() => {
    errors = [];
    vi.stubGlobal('setTimeout', (run: () => void, ...rest: [number?]) => {
      if (rest.length) return timer(run, ...rest);
      try {
        run();
      } catch (error) {
        errors.push(error);
      }
      return 0;
    });
  });

  afterEach(() => {
    vi.unstubAllGlobals();
    if (errors.length) throw errors[0];
  });

  return {
    take() {
      const taken = errors;
      errors = [];
      return taken;
    },
  };
}
