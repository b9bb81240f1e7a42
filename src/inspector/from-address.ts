import { attempt } from '../core/attempt';
import type { Stop } from '../core/types';
import type { Failure } from './entries';
import type { InspectorOptions } from './open';

/** What asks for the inspector in a page's address. */
const parameter = 'iadvize-inspector';

/**
 * Loads and opens the inspector where the page's address asks for it; what fails meanwhile is the first that it shows.
 * Where it cannot be loaded, that is said in the console.
 */
export async function openWhereAsked(
  load: () => Promise<{ readonly openInspector: (options: InspectorOptions) => Stop }>,
  options?: InspectorOptions,
): Promise<Stop | undefined> {
  if (typeof location === 'undefined' || !new URLSearchParams(location.search).has(parameter)) return undefined;
  const failures: Failure[] = [];
  const collect = (failure: Failure) => failures.push(failure);
  addEventListener('error', collect);
  addEventListener('unhandledrejection', collect);
  try {
    const { openInspector } = await load();
    return openInspector({ focus: false, failures, ...options });
  } catch (error) {
    attempt(() => {
      throw error;
    });
    return undefined;
  } finally {
    removeEventListener('error', collect);
    removeEventListener('unhandledrejection', collect);
  }
}
