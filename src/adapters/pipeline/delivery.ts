import type { Stop } from '../../core/types';

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

/** An element by that name is in the property's way, on pages that have one. */
const isPrerendering = () => document.prerendering === true;

/** A prerendered page, which calls itself hidden, has yet to be shown. */
export const isHidden = () => document.visibilityState === 'hidden' && !isPrerendering();

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

function shown(): void {
  removeEventListener('prerenderingchange', shown, true);
  plan();
}

function plan(): void {
  if (isPrerendering()) return addEventListener('prerenderingchange', shown, true);
  // Nobody is there to feel it, and a hidden page may end at any moment.
  if (isHidden()) return queueMicrotask(slice);
  if (planned) return;
  planned = true;
  const { requestIdleCallback } = window as Partial<Pick<Window, 'requestIdleCallback'>>;
  // Safari has no idle time. Not by `scheduler.postTask`: Firefox restores a page without the tasks that it held when the
  // page was left.
  if (requestIdleCallback) requestIdleCallback(slice);
  else setTimeout(slice, 1);
}

/** Has a step called when the page is idle, in small slices, or at once where the page is hidden; not before it is shown. */
export function schedule(step: Step): void {
  ready.add(step);
  plan();
}

/**
 * Calls `run` whenever the page is hidden or left: it may be for good. Listens on the window, as everything here does: what
 * the document has, an element's name can take the place of.
 * @returns a function that ends it.
 */
export function onLeave(run: () => void): Stop {
  const types = ['pagehide', 'visibilitychange'];
  const leave = ({ type }: Event) => {
    if (type === types[0] || isHidden()) run();
  };
  for (const type of types) addEventListener(type, leave, true);
  return () => {
    for (const type of types) removeEventListener(type, leave, true);
  };
}
