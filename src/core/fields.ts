/** What the tag passed to a callback, of which any field may be anything, or absent. */
export type Argument = Readonly<Partial<Record<string, unknown>>>;

/** The agent who wrote a message. */
export interface Operator {
  /** Id of the operator. */
  readonly id: string | undefined;
  /** The site's own id for the operator; `null` where it gave none. */
  readonly externalId: string | null | undefined;
}

/** Reads an id or a text; `Documented` are the values that the documentation lists. */
interface ReadText {
  (value: unknown): string | undefined;
  <Documented extends string>(value: unknown): Documented | (string & {}) | undefined;
}

/** Ids and texts: the tag passes ids as numbers or as numeric strings. */
export const text: ReadText = (value: unknown) =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined;

/** Yes or no: the tag passes a boolean, 0 or 1, or "0" or "1". */
export const flag = (value: unknown): boolean | undefined =>
  [true, 1, '1'].includes(value as number) || ([false, 0, '0'].includes(value as number) ? false : undefined);

/** The agent who wrote a message; absent on older tags, and where the message has no author. */
export const operator = (value: unknown): Operator | undefined =>
  value
    ? readFields(value, (from) => ({
        id: text(from.id),
        externalId: from.externalId === null ? null : text(from.externalId),
      }))
    : undefined;

/** Reads the fields of an argument, whatever it is. A field whose getter throws is `undefined`; the others are read. */
export function readFields<Fields>(argument: unknown, read: (from: Argument) => Fields): Fields {
  try {
    // All but `null` and `undefined` is an `Argument`, whose fields may be absent or anything.
    return read(argument as Argument);
  } catch {
    const careful = new Proxy(Object(argument) as Argument, {
      get(target, field) {
        try {
          return Reflect.get(target, field) as unknown;
        } catch {
          return undefined;
        }
      },
    });
    return read(careful);
  }
}
