import type { Stop } from '../core/types';
import { button, ofDocument } from './element';
import type { Standing } from './standing';

/** How far an arrow key goes, in CSS pixels. */
const pace = 16;

/** The box's first and smallest size, and its first distance from the window's edges, in CSS pixels. */
const first = { width: 560, height: 600 };
const smallest = { width: 280, height: 180 };
const margin = 16;

/** A narrower window is a phone's, where it takes the upper part of the screen at first. */
const phone = 640;

const arrows: Readonly<Record<string, readonly [x: number, y: number]>> = {
  ArrowLeft: [-pace, 0],
  ArrowRight: [pace, 0],
  ArrowUp: [0, -pace],
  ArrowDown: [0, pace],
};

const within = (value: number, least: number, most: number) => Math.max(least, Math.min(value, most));

/** Where it may open, on the left, the better place first: the chat's button and box are on the right. */
const edges = ['bottom', 'top'] as const;

/** Whether a fixed or sticky element of the page is at this point. */
function isTaken(x: number, y: number, host: Node): boolean {
  const found = ofDocument('elementsFromPoint')?.call(document, x, y) ?? [];
  let element = found.find((one) => !one.contains(host)) ?? null;
  for (; element; element = element.parentElement) {
    if (/^(fixed|sticky)$/.test(getComputedStyle(element).position)) return true;
  }
  return false;
}

/** The place that the page's own fixed elements leave free. */
function freePlace(width: number, height: number, host: Node): { left: number; top: number } {
  const places = edges.map((edge) => {
    const top = edge === 'top' ? margin : innerHeight - height - margin;
    const steps = [0.02, 0.25, 0.5, 0.75, 0.98];
    const taken = steps.flatMap((x) => steps.filter((y) => isTaken(margin + x * width, top + y * height, host))).length;
    return { left: margin, top, taken };
  });
  return places.reduce((best, place) => (place.taken < best.taken ? place : best));
}

/** Moves or resizes by how far a drag or a key has come from where it began, in CSS pixels. */
type Change = (x: number, y: number) => void;

/** @param begin is called as a drag begins; what it returns, whenever the pointer has moved. */
function drag(handle: HTMLElement, begins: (target: Element) => boolean, begin: () => Change): void {
  let change: Change | undefined;
  let from: PointerEvent;
  handle.addEventListener('pointerdown', (event) => {
    if (event.button || !(event.target instanceof Element) || !begins(event.target)) return;
    from = event;
    change = begin();
    handle.setPointerCapture(event.pointerId);
  });
  handle.addEventListener('pointermove', ({ clientX, clientY }) => {
    change?.(clientX - from.clientX, clientY - from.clientY);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) handle.addEventListener(type, () => (change = undefined));
}

function onArrow(handle: HTMLElement, begin: () => Change): void {
  handle.addEventListener('keydown', (event) => {
    const by = arrows[event.key];
    if (!by) return;
    event.preventDefault();
    begin()(...by);
  });
}

function handle(className: string, label: string, sign: string): HTMLButtonElement {
  const element = button(sign, () => {});
  element.className = className;
  element.setAttribute('aria-label', label);
  element.title = `${label}: drag, or press the arrow keys`;
  return element;
}

/** What moves and resizes a box, to be put into it. */
export const moveHandle = () => handle('move', 'Move', '⠿');
export const sizeHandle = () => handle('grip', 'Resize', '');

export interface Framed {
  readonly box: HTMLElement;
  readonly header: HTMLElement;
  readonly move: HTMLElement;
  readonly grip: HTMLElement;
  /** What stands for the minimised box, at that of its corners which is nearest to one of the window's. */
  readonly pill: HTMLElement;
}

/**
 * Has a box stay within the window where `standing` says, or where the page leaves it room, to be moved by its header and
 * resized by its grip.
 * @param onchange is called whenever somebody has moved or resized it.
 * @returns what ends it.
 */
export function placeBox({ box, header, move, grip, pill }: Framed, standing: Standing, onchange: Stop): Stop {
  function sizeOf() {
    const small = innerWidth <= phone;
    const width = standing.width ?? (small ? innerWidth : Math.min(first.width, innerWidth - 2 * margin));
    const height = standing.height ?? Math.min(small ? innerHeight * 0.56 : first.height, innerHeight - 2 * margin);
    return {
      width: within(width, Math.min(smallest.width, innerWidth), innerWidth),
      height: within(height, Math.min(smallest.height, innerHeight), innerHeight),
    };
  }

  const { host } = box.getRootNode() as ShadowRoot;
  /** The free place, looked for again when the window changes. */
  let free: { left: number; top: number } | undefined;

  function rectangle() {
    const { width, height } = sizeOf();
    free ??= innerWidth <= phone ? { left: 0, top: 0 } : freePlace(width, height, host);
    const { left = free.left, top = free.top } = standing;
    return {
      left: within(left, 0, innerWidth - width),
      top: within(top, 0, innerHeight - height),
      width,
      height,
    };
  }

  function draw(): void {
    const { left, top, width, height } = rectangle();
    const onLeft = left + width / 2 <= innerWidth / 2;
    const onTop = top + height / 2 < innerHeight / 2;
    Object.assign(box.style, { left: `${left}px`, top: `${top}px`, width: `${width}px`, height: `${height}px` });
    Object.assign(pill.style, {
      left: onLeft ? `${left}px` : 'auto',
      right: onLeft ? 'auto' : `${innerWidth - left - width}px`,
      top: onTop ? `${top}px` : 'auto',
      bottom: onTop ? 'auto' : `${innerHeight - top - height}px`,
    });
    box.classList.toggle('narrow', width < 500);
    // The grip is where there is room to grow.
    grip.classList.toggle('left', !onLeft);
    grip.classList.toggle('top', !onTop);
  }

  function change(next: Standing): void {
    Object.assign(standing, next);
    draw();
    Object.assign(standing, rectangle());
    onchange();
  }

  const relocate = (): Change => {
    const { left, top, width, height } = rectangle();
    return (x, y) => change({ left: left + x, top: top + y, width, height });
  };

  const resize = (): Change => {
    const { left, top, width, height } = rectangle();
    const atLeft = grip.classList.contains('left');
    const atTop = grip.classList.contains('top');
    return (x, y) => {
      const next = {
        width: within(width + (atLeft ? -x : x), smallest.width, atLeft ? left + width : innerWidth - left),
        height: within(height + (atTop ? -y : y), smallest.height, atTop ? top + height : innerHeight - top),
      };
      change({
        ...next,
        left: atLeft ? left + width - next.width : left,
        top: atTop ? top + height - next.height : top,
      });
    };
  };

  drag(header, (target) => [null, move].includes(target.closest('button')), relocate);
  onArrow(move, relocate);
  drag(grip, () => true, resize);
  onArrow(grip, resize);

  const redraw = () => {
    free = undefined;
    draw();
  };
  // Before a page has loaded, its fixed elements may not be there yet, nor, in WebKit, the window's size.
  for (const type of ['load', 'resize']) addEventListener(type, redraw);
  draw();
  return () => {
    for (const type of ['load', 'resize']) removeEventListener(type, redraw);
  };
}
