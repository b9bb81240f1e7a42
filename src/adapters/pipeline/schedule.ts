import type { Stop } from '../../core/types';

declare global {
  interface Document {
    /** Whether the page is prerendered: loaded before the visitor opens it, which may never happen. Chromium only. */
    readonly prerendering?: boolean;
  }
}

/** Hands at most one event over; returns whether to call it again at once. */
export type Step = () => boolean;

/** How long one slice may keep the page busy, in milliseconds. */
const sliceLimit = 8;

/** How long the first slice waits after a click, in milliseconds: two frames, so that the browser has shown the answer. */
const pause = 32;

/** The steps that have something to hand over; adapters take turns. */
const ready = new Set<Step>();
let planned = false;

/** Compared with `true`, since an element of that name would stand in the property's place. */
const isPrerendering = () => document.prerendering === true;

/** Whether the visitor clicked or typed a moment ago, in the chat's frame, too; not known to every browser. */
const isActive = () => (navigator as Partial<Pick<Navigator, 'userActivation'>>).userActivation?.isActive;

/** A prerendered page says that it is hidden, too, but it has yet to be shown. */
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
  if (ready.size) plan(0);
}

function shown(): void {
  removeEventListener('prerenderingchange', shown, true);
  plan(0);
}

function plan(wait: number): void {
  if (isPrerendering()) return addEventListener('prerenderingchange', shown, true);
  // Nobody sees a hidden page, and it may end at any moment.
  if (isHidden()) return queueMicrotask(slice);
  if (planned) return;
  planned = true;
  const { requestIdleCallback } = window as Partial<Pick<Window, 'requestIdleCallback'>>;
  // Safari has no `requestIdleCallback`. `scheduler.postTask` would lose events: when Firefox restores a page, the
  // tasks that waited when it was left are gone.
  setTimeout(() => (requestIdleCallback ? requestIdleCallback(slice) : slice()), wait);
}

/**
 * Plans a step: called when the page is idle, which after a click begins two frames later, in small slices, or at once
 * where the page is hidden; on a prerendered page, once it is shown.
 */
export function schedule(step: Step): void {
  ready.add(step);
  plan(isActive() ? pause : 0);
}

/**
 * Calls `run` each time the page is hidden or left, which may be the last. Listens on the window, since an element's
 * name can take the place of the document's own methods.
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
