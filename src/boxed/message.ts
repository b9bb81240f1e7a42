import type { CallbackName } from '../core/callbacks';

/** From the iframe: a forwarder is here. */
export interface Hello {
  readonly kind: 'hello';
  readonly session: string;
}

/** From the host: a receiver is here, and wants the calls of that session from index `next` on. */
export interface Ready {
  readonly kind: 'ready';
  readonly session: string;
  readonly next: number;
}

/** From the iframe, with a message port: the tag's Web SDK is at its other end. */
export interface Expose {
  readonly kind: 'expose';
  readonly session: string;
}

/** From the iframe: a call of the tag. */
export interface Call {
  readonly kind: 'call';
  readonly session: string;
  readonly index: number;
  /** When the tag made it, in epoch milliseconds. */
  readonly timestamp: number;
  readonly callback: CallbackName;
  readonly raw?: unknown;
}

export type Message = Hello | Ready | Expose | Call;

/** What a message begins with; the digit changes with the format. */
const messagePrefix = 'iadvize-callbacks/1:';

/** How long a message may be, in UTF-16 code units. */
export const longest = 262_144;

/** A message is text, so that its size is known before it is read. */
export const encode = (message: Message): string => messagePrefix + JSON.stringify(message);

type Fields = Partial<Record<keyof Hello | keyof Ready | keyof Call, unknown>>;

/** The fields of a message, not checked yet; none where it is not a message of ours. */
export function decode(data: unknown): Fields {
  if (typeof data !== 'string' || data.length > longest || !data.startsWith(messagePrefix)) return {};
  try {
    return Object(JSON.parse(data.slice(messagePrefix.length))) as Fields;
  } catch {
    return {};
  }
}

/** The origin of an absolute address; undefined where it is none. */
export function originOf(address: string): string | undefined {
  try {
    return new URL(address).origin;
  } catch {
    return undefined;
  }
}

/** @throws TypeError where it is not an origin, such as `'https://shop.example'`. */
export function checkOrigin(name: string, origin: string): void {
  if (origin && originOf(origin) === origin) return;
  throw new TypeError(`Expected an origin for ${name}, such as 'https://shop.example', not ${String(origin)}`);
}
