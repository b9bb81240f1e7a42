import { create, ofDocument } from './element';

/** Puts a text on the clipboard. @returns whether the browser let it. */
export async function copy(text: string, shadow: ShadowRoot): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // Not on a page without https, where the older way still goes.
    const focused = shadow.activeElement;
    const area = create('textarea', { value: text, className: 'unseen' });
    shadow.append(area);
    area.select();
    const copied = !!ofDocument('execCommand')?.call(document, 'copy');
    area.remove();
    if (focused instanceof HTMLElement) focused.focus();
    return copied;
  }
}

/** Has the browser download a text as a file. */
export function save(text: string, name: string): void {
  const href = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  create('a', { href, download: name }).click();
  // Safari begins the download later than the click.
  setTimeout(() => URL.revokeObjectURL(href), 60_000);
}
