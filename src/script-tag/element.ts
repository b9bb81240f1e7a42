/** Of the document itself, whatever elements are called: it shows an `<img name="currentScript">` under that name. */
const ofDocument = (name: keyof Document): unknown => Reflect.get(Document.prototype, name, document);

/** The element that runs this script. */
export const script = ofDocument('currentScript') as HTMLScriptElement | null;

/** An attribute of it, such as `data-adapters`; `null` where it has none of that name. */
export const attribute = (name: string): string | null => script && script.getAttribute(name);

/**
 * Has the browser refuse a module that is not of this hash.
 * @throws Error where the browser cannot tell: before Firefox 115 and Safari 17.
 */
export function pin(href: string, integrity: string, nonce: string | undefined): void {
  const link = Document.prototype.createElement.call(document, 'link') as HTMLLinkElement;
  if (!link.relList.supports('modulepreload')) throw new Error('No integrity check');
  Object.assign(link, { rel: 'modulepreload', href, integrity, nonce });
  (ofDocument('documentElement') as Element).append(link);
}
