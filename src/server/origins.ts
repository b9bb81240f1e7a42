import type { OptionCheck } from '../shared/check-options';
import type { Incoming } from './exchange';

/** Written as browsers send it, without wildcards, which no origin has. */
const isOrigin = (value: unknown) =>
  typeof value === 'string' && !value.includes('*') && URL.canParse(value) && new URL(value).origin === value;

/** Origins of other sites whose pages may ask. */
export const originList: OptionCheck = [
  'a list of origins, such as https://www.shop.example',
  (value) => Array.isArray(value) && value.every(isOrigin),
];

/** As the browser says, where it does: behind a proxy a server may not know its own origin. */
export function isSameOrigin(incoming: Incoming): boolean {
  const site = incoming.header('sec-fetch-site');
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const origin = incoming.header('origin');
  return origin === undefined || origin === incoming.origin;
}
