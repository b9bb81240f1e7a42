declare global {
  interface Document {
    /** Chromium's alone, so far: whether the page was loaded ahead of the visitor, who may never come to it. */
    readonly prerendering?: boolean;
  }
}

/** Delivers one event at most; returns whether to be called again at once. */
export type Step = () => boolean;

/** For how long the page is kept busy before it may go on, in milliseconds. */
const sliceLimit = 8;

/** What has something to deliver, each adapter in turn. */
const ready = new Set<Step>();
let planned = false;

/** A prerendered page, which calls itself hidden, has yet to be shown. */
export const isHidden = () => document.visibilityState === 'hidden' && !document.prerendering;

function slice(): void {
  planned = false;
  const end = performance.now() + sliceLimit;
  // A step that is added again comes last.
  for (const step of ready) {
    ready.delete(step);
    if (step()) ready.add(step);
    if (!isHidden() && performance.now() > end) break;
  }
  if (ready.size) plan();
}

/** Firefox restores a page without the tasks that its scheduler held when the page was left. */
function restored(): void {
  planned = false;
  plan();
}

function plan(): void {
  if (document.prerendering) return document.addEventListener('prerenderingchange', plan, { once: true });
  // Nobody is there to feel it, and a hidden page may end at any moment.
  if (isHidden()) return queueMicrotask(slice);
  if (planned) return;
  planned = true;
  // Added once, however often.
  addEventListener('pageshow', restored);
  const { scheduler, requestIdleCallback } = window as Partial<Pick<Window, 'scheduler' | 'requestIdleCallback'>>;
  // Calendars are called `scheduler`, too.
  if (scheduler?.postTask) void scheduler.postTask(slice, { priority: 'background' });
  else if (requestIdleCallback) requestIdleCallback(slice);
  else setTimeout(slice, 1);
}

/** Has a step called when the page is idle, in small slices, or at once where the page is hidden; not before it is shown. */
export function schedule(step: Step): void {
  ready.add(step);
  plan();
}

/** Calls `run` whenever the page is hidden or left: it may be for good. */
export function onLeave(run: () => void, signal: AbortSignal): void {
  addEventListener('pagehide', run, { signal });
  document.addEventListener('visibilitychange', () => isHidden() && run(), { signal });
}
