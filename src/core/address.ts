/**
 * The page's whole address. `document.URL` is the quickest to read, but a page with an element named `URL` has that
 * element there; nothing can take the place of `location`.
 */
export const address = (): string => {
  const { URL } = document;
  return typeof URL === 'string' ? URL : location.href;
};
