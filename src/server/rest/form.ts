/** A form's values by name, nested as their names say. */
export interface FormValues {
  readonly [name: string]: FormValue;
}

export type FormValue = string | FormValues | readonly FormValue[];

const mostPairs = 1000;
const deepest = 8;

interface Group {
  [name: string]: string | Group;
}

/** A group whose names count from 0 is a list. */
function valueOf(value: string | Group): FormValue {
  if (typeof value === 'string') return value;
  const names = Object.keys(value);
  const entries = Object.entries(value).map(([name, inner]) => [name, valueOf(inner)] as const);
  if (names.length && names.every((name, index) => name === String(index))) return entries.map(([, inner]) => inner);
  return Object.assign(Object.create(null) as FormValues, Object.fromEntries(entries));
}

/**
 * Reads a form whose names nest as in `parameters[operator_id]=1`, and lists as in `ids[]=1` or `ids[0]=1`.
 * @throws TypeError for a form beyond all measure, and for a name that is both a value and a group.
 */
export function parseForm(text: string): FormValues {
  const group = (): Group => Object.create(null) as Group;
  const form = group();
  const pairs = [...new URLSearchParams(text)];
  if (pairs.length > mostPairs) throw new TypeError('a form of too many fields');

  for (const [name, value] of pairs) {
    const [first = '', ...rest] = name.split('[').map((part, index) => (index ? part.replace(/\]$/, '') : part));
    if (rest.length > deepest) throw new TypeError('a form nested too deep');
    let target = form;
    let field = first;
    for (const next of rest) {
      const inner = (target[field] ??= group());
      if (typeof inner === 'string') throw new TypeError(`a form with two kinds of ${first}`);
      target = inner;
      field = next || String(Object.keys(inner).length);
    }
    if (typeof target[field] === 'object') throw new TypeError(`a form with two kinds of ${first}`);
    target[field] = value;
  }
  return Object.assign(
    Object.create(null) as FormValues,
    Object.fromEntries(Object.entries(form).map(([name, value]) => [name, valueOf(value)])),
  );
}

type FormInput = string | number | boolean | null | undefined | object;

/** Writes a form that `parseForm` reads; what is `null` or `undefined` is left out. */
export function formatForm(values: object): string {
  const form = new URLSearchParams();
  const add = (name: string, value: FormInput) => {
    if (value === null || value === undefined) return;
    if (typeof value !== 'object') return form.append(name, String(value));
    for (const [key, inner] of Object.entries<FormInput>({ ...value })) add(name ? `${name}[${key}]` : key, inner);
  };
  add('', values);
  return form.toString();
}
