import { checkOptions, oneOf } from '../shared/check-options';
import type { OptionChecks } from '../shared/check-options';
import { originOf } from './rest/platform';
import type { Platform } from './rest/platform';

export interface SignOnOptions {
  /** Where to land: a path such as `'/pupitre'` or `'/users'`, or a query such as `'go=offers'`. Default: the start page. */
  readonly page?: string | undefined;
  /** Default: `'sd'`, the standard platform. */
  readonly platform?: Platform | undefined;
  /**
   * Which address: `'auto-auth'`, as documented in 2016, or `'login'`, that of later editions, for which no page is
   * documented. Default: `'auto-auth'`.
   */
  readonly address?: 'auto-auth' | 'login' | undefined;
}

// eslint-disable-next-line no-control-regex
const control = /[\x00-\x20\x7f]/;
const elsewhere = /^([a-z][a-z\d+.-]*:|[/\\]{2})/i;

const checks: OptionChecks<keyof SignOnOptions> = {
  page: [
    'a path or a query on the platform',
    (page) => typeof page === 'string' && page !== '' && !control.test(page) && !elsewhere.test(page),
  ],
  platform: oneOf('sd', 'ha'),
  address: oneOf('auto-auth', 'login'),
};

/**
 * The link that signs an operator on to iAdvize without a password, over https.
 *
 * **The key is a credential**: whoever has the link is that operator. Make it on the server, for the operator who is signed
 * in there, and answer with a redirect marked `Cache-Control: no-store` and `Referrer-Policy: no-referrer`. Keep it out of
 * pages, logs and mail. The key changes only with the operator's email.
 *
 * Source: *Single Sign On* in iAdvize's documentation (2016 edition; it writes the link with `http:`).
 * @param ssoKey `sso_key` of the operator
 * @throws TypeError for a key or a page that cannot be one; the key is not in the message.
 * @example
 * import { createClient, signOnUrl } from 'iadvize-callbacks/server';
 * const client = createClient({ apiKey: process.env['IADVIZE_API_KEY'] ?? '' });
 * const { sso_key } = await client.operator.get(101);
 * const url = signOnUrl(sso_key ?? '', { page: '/pupitre' });
 */
export function signOnUrl(ssoKey: string, options: SignOnOptions = {}): string {
  checkOptions(options, checks);
  const { page, platform = 'sd', address = 'auto-auth' } = options;
  if (typeof ssoKey !== 'string' || !ssoKey || control.test(ssoKey)) {
    throw new TypeError('The sign-on key must be a string that is not empty, without spaces or control characters');
  }
  if (address === 'login') {
    if (page !== undefined) throw new TypeError("No page is documented for the address 'login'");
    return `https://${platform}.iadvize.com/admin/login?${new URLSearchParams({ key: ssoKey }).toString()}`;
  }
  const query = new URLSearchParams({ auth: ssoKey });
  if (page !== undefined) query.set('url', page);
  return `${originOf(platform)}/auto-auth.php?${query.toString()}`;
}
