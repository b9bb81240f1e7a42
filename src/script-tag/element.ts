/** The element that runs this script, from the document's own accessor: an `<img name="currentScript">` stands before it. */
export const script = Reflect.get(Document.prototype, 'currentScript', document) as HTMLScriptElement | null;

/** An attribute of it, such as `data-adapters`; `null` where it has none of that name. */
export const attribute = (name: string): string | null => script && Element.prototype.getAttribute.call(script, name);

/**
 * Has the browser refuse a module that is not of this hash.
 * @throws Error where the browser cannot tell: before Firefox 115 and Safari 17.
 */
export function pin(script: HTMLScriptElement, href: string, integrity: string): void {
  const link = Document.prototype.createElement.call(document, 'link') as HTMLLinkElement;
  if (!link.relList.supports('modulepreload')) throw new Error('No integrity check');
  script.after(Object.assign(link, { rel: 'modulepreload', href, integrity, nonce: script.nonce }));
}
