type Child = Node | string;

/** The document's own property, in whose place it shows an element of that name. */
export const ofDocument = <Name extends keyof Document>(name: Name): Document[Name] =>
  Reflect.get(Document.prototype, name, document);

export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const { role, ariaLabel, ...others } = properties;
  const made = ofDocument('createElement').call(document, name) as HTMLElementTagNameMap[Name];
  const element = Object.assign(made, others);
  if (role) element.setAttribute('role', role);
  if (ariaLabel) aria(element, 'label', ariaLabel);
  element.append(...children);
  return element;
}

/** Sets an ARIA attribute; Firefox has had the properties since 2023 only. */
export function aria(element: Element, name: string, value: string): void {
  element.setAttribute(`aria-${name}`, value);
}

export function button(label: string, onclick: () => void): HTMLButtonElement {
  return create('button', { type: 'button', textContent: label, onclick });
}

/** A button that stays pressed, and tells whether it is. */
export function toggle(label: string, onchange: (pressed: boolean) => void): HTMLButtonElement {
  const element = button(label, () => {
    const pressed = element.getAttribute('aria-pressed') !== 'true';
    aria(element, 'pressed', String(pressed));
    onchange(pressed);
  });
  aria(element, 'pressed', 'false');
  return element;
}

const time = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', second: '2-digit' });

/** The time of day, of epoch milliseconds. */
export const clock = (timestamp: number) => time.format(timestamp);

/** Sets a text only where it differs, so that screen readers do not say it again. */
export function write(element: HTMLElement, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

/** The element that an arrow, Home or End leads to from another; undefined for other keys, and at either end. */
export function neighbour<Item extends Element>(
  items: readonly Item[],
  from: Item,
  key: string,
  [back, forward]: readonly [string, string],
): Item | undefined {
  const at = items.indexOf(from);
  if (key === 'Home') return items[0];
  if (key === 'End') return items[items.length - 1];
  return key === back ? items[at - 1] : key === forward ? items[at + 1] : undefined;
}
