/** A string or a number, whole. */
const token = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

const tooLong = /^-?\d{16,}$/;

/**
 * Parses JSON whose whole numbers beyond 2⁵³ stay exact: as strings, which ids are anyway.
 * @throws SyntaxError
 */
export function parseJson(text: string): unknown {
  const value: unknown = JSON.parse(text);
  if (!/\d{16}/.test(text)) return value;
  const exact = (found: string) => (tooLong.test(found) && !Number.isSafeInteger(Number(found)) ? `"${found}"` : found);
  return JSON.parse(text.replace(token, exact));
}
