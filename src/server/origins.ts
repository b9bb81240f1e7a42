import type { OptionCheck } from '../shared/check-options';

/** Written as browsers send it, without wildcards, which no origin has. */
const isOrigin = (value: unknown) =>
  typeof value === 'string' && !value.includes('*') && URL.canParse(value) && new URL(value).origin === value;

/** Origins of other sites whose pages may ask. */
export const originList: OptionCheck = [
  'a list of origins, such as https://www.shop.example',
  (value) => Array.isArray(value) && value.every(isOrigin),
];

/** As the browser says, where it does: behind a proxy a server may not know its own origin. */
export function isSameOrigin({ url, headers }: Request): boolean {
  const site = headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin' || site === 'none';
  const origin = headers.get('origin');
  return origin === null || origin === new URL(url).origin;
}
