import type { Stop } from '../core/types';
import type { Change } from './reduce';

/**
 * Reads what the tag writes into an element of a custom button (*Custom buttons* in iAdvize's documentation). Any other
 * value, such as the empty one from before the tag, changes nothing.
 */
const attributes: Readonly<Record<string, (value: string) => Change | undefined>> = {
  'data-idz-unread-message-count': (value) => (/^\d+$/.test(value) ? { unreadMessages: +value } : undefined),
  'data-idz-chatbox-status': (value) =>
    value === 'OPEN' ? { chatbox: 'open' } : value === 'REDUCED' ? { chatbox: 'reduced' } : undefined,
  'data-idz-conversation-status': (value) =>
    value === 'ONGOING'
      ? { conversation: 'ongoing' }
      : value === 'NOT_ONGOING'
        ? { conversation: 'notOngoing' }
        : undefined,
};

const attributeNames = Object.keys(attributes);

/** Reads the attributes on every element of the page, now and as the tag changes them. */
export function followButtons(tell: (change: Change | undefined) => void): Stop {
  const read = (element: Element, name: string) => tell(attributes[name]?.(String(element.getAttribute(name))));
  const observer = new MutationObserver((records) => {
    for (const { target, attributeName } of records) read(target as Element, attributeName ?? '');
  });
  observer.observe(document, { subtree: true, attributeFilter: attributeNames });
  for (const name of attributeNames) document.querySelectorAll(`[${name}]`).forEach((element) => read(element, name));
  return () => observer.disconnect();
}

/**
 * Adds an element for the tag to fill in, invisible, for a page whose own buttons cannot carry the attributes.
 * @param className the class that iAdvize's administration has for the button's online state, such as `'idz-online'`.
 * @returns a function that removes it.
 * @throws TypeError where the class is not a string, or is empty.
 * @example
 * import { addButtonElement } from 'iadvize-callbacks/state';
 * const remove = addButtonElement('idz-online');
 */
export function addButtonElement(className: string): Stop {
  if (typeof className !== 'string' || !className) throw new TypeError('Expected a class name');
  if (typeof document === 'undefined') return () => {};
  const element = document.createElement('div');
  element.className = className;
  element.style.display = 'none';
  for (const name of attributeNames) element.setAttribute(name, '');
  document.body.append(element);
  return () => element.remove();
}
