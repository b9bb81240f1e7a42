/** The agent who wrote a message. */
export interface Operator {
  /** Id of the operator. */
  readonly id: string | undefined;
  /** The site's own id for the operator; `null` where it gave none. */
  readonly externalId: string | null | undefined;
}

/** Ids and texts: the tag passes ids as numbers or as numeric strings. */
export const text = (value: unknown): string | undefined =>
  typeof value === 'string' || Number.isFinite(value) ? String(value) : undefined;

const flags: Partial<Record<string, boolean>> = { true: true, false: false, 1: true, 0: false };

/** Yes or no: the tag passes a boolean, 0 or 1, or "0" or "1". */
export const flag = (value: unknown): boolean | undefined => flags[String(value)];

const operatorFields = {
  id: text,
  externalId: (value: unknown) => (value === null ? value : text(value)),
};

/** Absent on older tags, and where the message has no author. */
export const operator = (value: unknown): Operator | undefined =>
  value ? readFields(value, operatorFields) : undefined;

/** What could be read of the tag's argument: a field whose getter throws is `undefined`. */
export function readFields<Fields extends Readonly<Record<string, (value: unknown) => unknown>>>(
  argument: unknown,
  fields: Fields,
) {
  const values: Partial<Record<string, unknown>> = {};
  for (const field in fields) {
    try {
      values[field] = fields[field]?.((argument as typeof values)[field]);
    } catch {
      values[field] = undefined;
    }
  }
  return values as { readonly [Field in keyof Fields]: ReturnType<Fields[Field]> };
}
