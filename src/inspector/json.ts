import type { Hide } from './private';

/** How deep a value is looked into, and how many of its fields. */
const depthLimit = 8;
const fieldsLimit = 200;

/** Any value as JSON, its texts passed through `hide`. Never throws. */
export function toPlain(value: unknown, hide: Hide, key = '', outer: readonly unknown[] = []): unknown {
  if (typeof value === 'string') return hide(key, value);
  if (typeof value === 'bigint' || typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return '[function]';
  if (typeof value !== 'object' || value === null) return value;
  if (outer.includes(value)) return '[circular]';
  if (outer.length >= depthLimit) return '[…]';
  const path = [...outer, value];
  try {
    if (value instanceof Date || value instanceof URL) return hide(key, String(value.toJSON()));
    if (value instanceof Error) return hide(key, String(value));
    if (value instanceof Node) return `[${value.nodeName}]`;
    if (Array.isArray(value)) return value.slice(0, fieldsLimit).map((item) => toPlain(item, hide, key, path));
    const plain: Record<string, unknown> = {};
    for (const field of Object.keys(value).slice(0, fieldsLimit)) {
      // Not an assignment: a field may be called `__proto__`.
      Object.defineProperty(plain, field, { value: readField(value, field, hide, path), enumerable: true });
    }
    return plain;
  } catch {
    // A Proxy that refuses.
    return '[unreadable]';
  }
}

function readField(owner: object, field: string, hide: Hide, path: readonly unknown[]): unknown {
  let value: unknown;
  try {
    value = Reflect.get(owner, field);
  } catch {
    return '[unreadable]';
  }
  return toPlain(value, hide, field, path);
}

export const toJson = (value: unknown, hide: Hide): string =>
  JSON.stringify(toPlain(value, hide), undefined, 2) ?? String(value);

/** On one line: the fields that have a value. */
export function toLine(value: unknown, hide: Hide): string {
  const plain = toPlain(value, hide);
  if (plain === null || plain === undefined) return '';
  if (typeof plain === 'string') return plain;
  if (typeof plain !== 'object' || Array.isArray(plain)) return JSON.stringify(plain);
  return Object.entries(plain)
    .filter(([, field]) => field !== undefined)
    .map(([name, field]) => `${name}: ${typeof field === 'string' ? field : JSON.stringify(field)}`)
    .join(' · ');
}
