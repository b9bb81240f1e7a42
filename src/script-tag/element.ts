/** A property of the document itself: an `<img name="currentScript">` would hide it otherwise. */
const ofDocument = (name: keyof Document): unknown => Reflect.get(Document.prototype, name, document);

/** The element that runs this script. */
export const script = ofDocument('currentScript') as HTMLScriptElement | null;

/** An attribute of this script's element, such as `data-adapters`; `null` where it has none of that name. */
export const attribute = (name: string): string | null => script && script.getAttribute(name);

interface Policy {
  createScriptURL(address: string): string;
}
type TrustedTypes = { createPolicy(name: string, policy: Policy): Policy } | undefined;

/**
 * A policy that lets every address through, on pages that require Trusted Types. The check for an own property leaves
 * out an element with the id `trustedTypes`.
 */
const policy = () =>
  Object.getOwnPropertyDescriptor(window, 'trustedTypes') &&
  (Reflect.get(window, 'trustedTypes') as TrustedTypes)?.createPolicy('iadvize-callbacks', {
    createScriptURL: (address) => address,
  });
let trusted: Policy | undefined;

/**
 * Has the browser load a module and check its hash: a later `import()` gets that module and no other. A preload would
 * do as well, but WebKit does not check what it preloads.
 */
export const pin = (href: string, integrity: string, nonce: string | undefined): Promise<unknown> =>
  new Promise((onload, onerror) => {
    trusted ??= policy();
    const element = Document.prototype.createElement.call(document, 'script') as HTMLScriptElement;
    const src = trusted ? trusted.createScriptURL(href) : href;
    Object.assign(element, { type: 'module', integrity, nonce, onload, onerror, src });
    (ofDocument('documentElement') as Element).append(element);
  });
