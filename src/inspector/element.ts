type Child = Node | string;

export function create<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  properties: Partial<HTMLElementTagNameMap[Name]> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Name] {
  const { role, ariaLabel, ...others } = properties;
  const element = Object.assign(document.createElement(name), others);
  if (role) element.setAttribute('role', role);
  if (ariaLabel) aria(element, 'label', ariaLabel);
  element.append(...children);
  return element;
}

/** By its attribute: Firefox has had the property since 2023 only. */
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

/** Text that changes: written only where it differs, so that nobody is told of it twice. */
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
  if (key === 'End') return items.at(-1);
  return key === back ? items[at - 1] : key === forward ? items[at + 1] : undefined;
}
