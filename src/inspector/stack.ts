/** Where a script of the page was. */
export interface Place {
  /** The function's name, as far as it has one; `''` otherwise. */
  readonly name: string;
  /** The script's address. */
  readonly address: string;
  readonly line: number;
  /** Firefox has none for code within `eval`. */
  readonly column: number | undefined;
}

/** The script in which Chromium found an `eval`: `at eval (eval at run (https://shop/a.js:1:2), <anonymous>:1:1)`. */
const evaluated = /^\s*at (?<name>\S+) \(eval at .*?\((?<address>[^()\s]+):(?<line>\d+):(?<column>\d+)\)/;

/** `at Object.set [as onChatStarted] (https://shop/a.js:1:2)`, `at https://shop/a.js:1:2` */
const chromium = /^\s*at (?:async )?(?:(?<name>.+?) \()?(?<address>\S+?):(?<line>\d+):(?<column>\d+)\)?$/;

/** `run@https://shop/a.js:1:2`, in Firefox also `run@https://shop/a.js line 1 > eval:1:1`; in Safari `global code@…` */
const others = /^(?:(?<name>.*?)@)?(?<address>\S+?)(?: line (?<outer>\d+) > .*?)?:(?<line>\d+)(?::(?<column>\d+))?$/;

/** The places that a stack names, the innermost first, in the forms of Chromium, Firefox and Safari. */
export function parseStack(stack: unknown): Place[] {
  if (typeof stack !== 'string') return [];
  return stack.split('\n').flatMap((text) => {
    const found = (evaluated.exec(text) ?? chromium.exec(text) ?? others.exec(text.trim()))?.groups;
    if (!found) return [];
    const { name = '', address = '', outer, line, column } = found;
    return [{ name, address, line: Number(outer ?? line), column: outer || !column ? undefined : Number(column) }];
  });
}

/** This library's setter, as each browser calls it: `set`, `Object.set [as onChatStarted]`, `set [as iAdvizeCallbacks]`. */
const setter = /^(?:\w+\.)?set(?: |$)/;

/** How many functions of the library may be above it. */
const above = 3;

/** The places of the page's own code in the stack of an overwrite. */
export function pagePlaces(stack: unknown): Place[] {
  const places = parseStack(stack);
  return places.slice(places.findIndex(({ name }, index) => index < above && setter.test(name)) + 1);
}

export const writePlace = ({ address, line, column }: Place): string =>
  `${address}:${line}${column === undefined ? '' : `:${column}`}`;

/** The script's file name, its line and column: `cart.js:12:5`. */
export const shortPlace = (place: Place): string =>
  writePlace({ ...place, address: /([^/?#]+)\/?(?:[?#].*)?$/.exec(place.address)?.[1] ?? place.address });
