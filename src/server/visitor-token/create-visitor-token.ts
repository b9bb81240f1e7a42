import { CompactEncrypt, importPKCS8, importSPKI, SignJWT } from 'jose';
import type { CryptoKey } from 'jose';
import { checkOptions, isObject } from '../../shared/check-options';
import type { OptionCheck, OptionChecks } from '../../shared/check-options';

/** A key as PEM text, or one that the runtime has imported. */
export type VisitorTokenKey = string | CryptoKey;

export interface VisitorTokenOptions {
  /** The site's own private key, which signs: PEM (`-----BEGIN PRIVATE KEY-----`), RSA, for RS256. */
  readonly privateKey: VisitorTokenKey;
  /** iAdvize's public key, which encrypts: PEM (`-----BEGIN PUBLIC KEY-----`), RSA, for RSA-OAEP-256. */
  readonly publicKey: VisitorTokenKey;
  /** Who signs, as iAdvize knows it: the claim `iss`. */
  readonly issuer: string;
}

const fields = ['firstName', 'lastName', 'email', 'phoneNumber', 'address', 'zipCode', 'city', 'country'] as const;

/** What iAdvize shows its agents about the visitor. */
export type VisitorData = { readonly [Field in (typeof fields)[number]]?: string | undefined };

// No error may repeat a key.
const aKey: OptionCheck = ['a key', (value) => typeof value === 'string' || isObject(value), true];

const checks: OptionChecks<keyof VisitorTokenOptions> = {
  privateKey: aKey,
  publicKey: aKey,
  issuer: ['a text', (value) => typeof value === 'string' && value !== '', true],
};

/** A visitor who is signed in to the site. */
export interface Visitor extends VisitorData {
  /** The site's own id, another one for each visitor: 1 to 255 characters. */
  readonly userId: string;
}

/** The life of a token, in seconds: iAdvize's own advice. It is used at once; the session is another matter. */
const life = 60;

function check(right: boolean, what: string): void {
  if (!right) throw new TypeError(`Expected ${what}`);
}

/** Imports a PEM once, and says which key is wrong without showing it. */
function key(name: string, given: VisitorTokenKey, importPem: (pem: string) => Promise<CryptoKey>) {
  let imported: Promise<CryptoKey> | undefined;
  return () =>
    (imported ??=
      typeof given === 'string'
        ? importPem(given.trim()).catch(() => {
            throw new TypeError(`${name} is not a PEM of the right kind`);
          })
        : Promise.resolve(given));
}

/**
 * Makes the tokens by which iAdvize knows a visitor who is signed in to the site: a JWS signed with RS256, inside a JWE by
 * RSA-OAEP-256 and A256GCM, for one minute. On the server only, for the visitor whose own session asks; answer with
 * `Cache-Control: no-store`.
 *
 * Source: *Authenticated messaging*, https://docs.iadvize.dev/use-cases/visitor-experience/authenticated-messaging/
 * @returns a function that makes a token for a visitor; rejects with a `TypeError` that names what is wrong.
 * @throws TypeError that names the option that is wrong; no key is in the message.
 * @example
 * import { createVisitorToken } from 'iadvize-callbacks/server/visitor-token';
 * const createToken = createVisitorToken({
 *   privateKey: process.env['IADVIZE_PRIVATE_KEY'] ?? '',
 *   publicKey: process.env['IADVIZE_PUBLIC_KEY'] ?? '',
 *   issuer: 'https://www.shop.example',
 * });
 * const token = await createToken({ userId: 'C-1234' });
 */
export function createVisitorToken(options: VisitorTokenOptions) {
  const { privateKey, publicKey, issuer } = checkOptions(options, checks);
  const signing = key('privateKey', privateKey, (pem) => importPKCS8(pem, 'RS256'));
  const encrypting = key('publicKey', publicKey, (pem) => importSPKI(pem, 'RSA-OAEP-256'));

  return async ({ userId, ...data }: Visitor): Promise<string> => {
    check(typeof userId === 'string' && userId !== '' && userId.length <= 255, '1 to 255 characters for userId');
    for (const [field, value] of Object.entries(data)) {
      check(
        fields.some((known) => known === field),
        `no ${field}, only userId, ${fields.join(', ')}`,
      );
      check(value === undefined || typeof value === 'string', `a text for ${field}`);
    }
    const jws = await new SignJWT({
      'https://iadvize.com/userId': userId,
      ...(Object.keys(data).length ? { 'https://iadvize.com/visitorData': data } : undefined),
    })
      .setProtectedHeader({ alg: 'RS256' })
      .setIssuer(issuer)
      .setExpirationTime(Math.floor(Date.now() / 1000) + life)
      .sign(await signing());
    return new CompactEncrypt(new TextEncoder().encode(jws))
      .setProtectedHeader({ alg: 'RSA-OAEP-256', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(await encrypting());
  };
}
