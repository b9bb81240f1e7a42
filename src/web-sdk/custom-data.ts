import { checkIdentity } from './authentication';
import { expect } from './expect';
import { tagGlobals } from './tag';

/**
 * What a page tells the tag about its visitor, under the keys of iAdvize's administration. `null` and `undefined` are left
 * out.
 */
export interface CustomData {
  /**
   * The site's own id of a customer who is signed in: at most 50 characters, another one for each customer, and none for a
   * visitor who is not signed in. Not together with authentication.
   */
  readonly extID?: string | null | undefined;
  readonly cust_email?: string | null | undefined;
  /** Last name. */
  readonly cust_name?: string | null | undefined;
  /** Id of the product on the page, the same as in the catalogue. */
  readonly product_id?: string | null | undefined;
  /** Any other key must have been declared in the administration, with the source "Javascript setting". */
  readonly [key: string]: string | number | boolean | null | undefined;
}

/** Values that a template leaves where it has no customer: with them, all visitors would become one customer. */
const placeholder =
  /^(0|-1|null|undefined|nan|none|n\/?a|true|false|anonymous|anonyme|guest|invit[eé]|visitor|visiteur|unknown|user|\[object object\])$/i;

const warn = (text: string) => {
  // eslint-disable-next-line no-console -- for the site's developers: nothing else shows that the data is of no use
  console.warn(`iadvize-callbacks: ${text}`);
};

/**
 * Adds to `window.idzCustomData`, which the tag reads when it starts: call it before. Does nothing on a server.
 * @throws TypeError where the data is no object, a value not a string, a number or a boolean, `extID` longer than 50
 * characters, or given although `activate` was called.
 * @example
 * import { setCustomData } from 'iadvize-callbacks/web-sdk';
 * setCustomData({ extID: 'C-1234', loyalty: 'gold' });
 */
export function setCustomData(data: CustomData): void {
  expect(Object(data) === data, 'an object');
  const { extID } = data;
  for (const [key, value] of Object.entries(data)) {
    expect(/^(string|number|boolean)$/.test(typeof (value ?? '')), `a string, a number or a boolean for ${key}`);
  }
  expect(!extID || (typeof extID === 'string' && extID.length <= 50), 'at most 50 characters for extID');
  checkIdentity(extID);
  if (typeof window === 'undefined') return;
  if (extID && placeholder.test(extID.trim())) {
    warn(`extID "${extID}" looks the same for every visitor; leave it out for those who are not signed in`);
  }
  if (tagGlobals.iAdvizeInterface && !Array.isArray(tagGlobals.iAdvizeInterface)) {
    warn('setCustomData came after the tag, which may not read it before the next page');
  }
  const given = Object.entries(data).filter(([, value]) => value !== null && value !== undefined);
  tagGlobals.idzCustomData = { ...tagGlobals.idzCustomData, ...Object.fromEntries(given) };
}
