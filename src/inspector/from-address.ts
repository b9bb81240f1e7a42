import type { Stop } from '../core/types';
import type { Failure } from './entries';
import type { InspectorOptions } from './open';
import { wasOpen } from './standing';

/** What asks for the inspector in a page's address. */
const parameter = 'iadvize-inspector';

/**
 * Loads and opens the inspector where the page's address asks for it, or where it was open on the page before; what fails
 * meanwhile is the first that it shows. Rejects where it cannot be loaded.
 */
export async function openWhereAsked(
  load: () => Promise<{ readonly openInspector: (options: InspectorOptions) => Stop }>,
  options?: InspectorOptions,
): Promise<Stop | undefined> {
  if (!new URLSearchParams(location.search).has(parameter) && !wasOpen()) return undefined;
  const failures: Failure[] = [];
  // Never removed: whoever asks for the inspector is at work on the page.
  for (const type of ['error', 'unhandledrejection'] as const) {
    addEventListener(type, (failure: Failure) => failures.push(failure));
  }
  const { openInspector } = await load();
  return openInspector({ focus: false, failures, ...options });
}
