/**
 * The page's whole address. `document.URL` is the quickest to ask for, but the document shows an element of that name in its
 * place; `location` is nobody's to take.
 */
export const address = (): string => {
  const { URL } = document;
  return typeof URL === 'string' ? URL : location.href;
};
