import { callbacks } from '../core/callbacks';
import type { IAdvizeEvent } from '../core/event';
import { createWritten } from './written';

/** What is shown, and copied, in place of what is private. */
export const mask = '••••••';

/** How a value may be shown: a text under a key, as it is or masked. */
export type Hide = (key: string, text: string) => string;

/** Fields that hold what people wrote, or who they are; under the tag's names, and under those that tools are told. */
const privateKey = /(^|_)(msg|vuid)$/;

const addressKey = /(^|_)url$/;

/** The documented fields that are not private; of any other, nobody knows. */
const knownKeys = new Set(
  Object.values(callbacks)
    .flatMap((read) => Object.keys(read?.({}) ?? {}))
    .concat('externalId')
    .filter((key) => !privateKey.test(key)),
);

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

/** What is private of an event: the texts that no other field, of whatever event, may have in it either. */
function secretsOf({ detail, raw }: IAdvizeEvent): string[] {
  const fields: Readonly<Record<string, unknown>> = { ...detail };
  const { msg, vuid, url } = fields;
  const query = typeof url === 'string' ? /[?#](.+)/.exec(url)?.[1] : undefined;
  return [msg, vuid, url === query ? undefined : query, typeof raw === 'string' ? raw : undefined].filter(
    (secret): secret is string => typeof secret === 'string' && secret !== '',
  );
}

/** What is private on this page, and whether it is shown. */
export interface Privacy {
  revealed: boolean;
  /** Takes in what an event has that is private. */
  add(event: IAdvizeEvent): void;
  /** Masks what is private by its key, and what was private in any event so far, wherever it appears. */
  readonly hide: Hide;
  /** The same for what a tag passed; also masks every text whose key the documentation does not have. */
  readonly hideUnknown: Hide;
}

export function createPrivacy(): Privacy {
  const written = createWritten();

  const hide: Hide = (key, text) => {
    if (privacy.revealed) return text;
    if (privateKey.test(key)) return mask;
    return written.hide(addressKey.test(key) ? maskAddress(text) : text, mask);
  };

  const privacy: Privacy = {
    revealed: false,
    add: (event) => secretsOf(event).forEach((secret) => written.add(secret)),
    hide,
    hideUnknown: (key, text) =>
      privacy.revealed || knownKeys.has(key) || addressKey.test(key) ? hide(key, text) : mask,
  };
  return privacy;
}
