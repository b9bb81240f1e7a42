import { callbacks } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';

/** What is shown, and copied, in place of what is private. */
export const mask = '••••••';

/** How a value may be shown: a text under a key, as it is or masked. */
export type Hide = (key: string, text: string) => string;

export const reveal: Hide = (_, text) => text;

/** Fields that hold what people wrote, or who they are; under the tag's names, and under those that tools are told. */
const privateKey = /(^|_)(msg|vuid)$/;

const address = /(^|_)url$/;

/** What the documentation has the tag pass, and is not private; what else a tag may pass is not known not to be. */
const knownKeys = new Set(
  Object.values(callbacks)
    .flatMap((read) => Object.keys(read?.({}) ?? {}))
    .concat('externalId')
    .filter((key) => !privateKey.test(key)),
);

/** Shorter texts are looked for as a whole only: every other text has them in it. */
const telling = 4;

/** An address without its query string, fragment and credentials. */
function maskAddress(text: string): string {
  try {
    const { origin, pathname, search, hash, username, password } = new URL(text, location.href);
    if (origin === 'null') return mask;
    if (!search && !hash && !username && !password) return text;
    return origin + pathname + (search || hash ? `?${mask}` : '');
  } catch {
    return mask;
  }
}

/** What is private of an event: the texts that no other field may have in it either. */
export function secretsOf({ detail, raw }: IAdvizeEvent): string[] {
  const fields: Readonly<Record<string, unknown>> = { ...detail };
  const { msg, vuid, url } = fields;
  const query = typeof url === 'string' ? /[?#](.+)/.exec(url)?.[1] : undefined;
  return [msg, vuid, url === query ? undefined : query, typeof raw === 'string' ? raw : undefined].filter(
    (secret): secret is string => typeof secret === 'string' && secret !== '',
  );
}

/** Masks what is private by its key, and the given texts wherever they are. */
export function hide(secrets: Iterable<string>): Hide {
  return (key, text) => {
    if (privateKey.test(key)) return mask;
    if (address.test(key)) return maskAddress(text);
    let left = text;
    for (const secret of secrets) {
      if (left === secret) return mask;
      if (secret.length >= telling) left = left.replaceAll(secret, mask);
    }
    return left;
  };
}

/** The same for what the tag passed: a text that the documentation does not have may be anything. */
export function hideUnknown(known: Hide): Hide {
  return (key, text) => (knownKeys.has(key) || address.test(key) ? known(key, text) : mask);
}
