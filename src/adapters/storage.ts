/** The key in `localStorage` of what is kept under a name. */
export const keyOf = (name: string): string => `iadvize-callbacks:${name}`;

/** What is kept under a name; `undefined` where there is nothing, or storage is blocked. */
export function load(name: string): string | undefined {
  try {
    return localStorage.getItem(keyOf(name)) ?? undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a text for the site's next page; returns false where storage is blocked or full. */
export function save(name: string, text: string): boolean {
  try {
    localStorage.setItem(keyOf(name), text);
    return true;
  } catch {
    return false;
  }
}
