// Inputs made of others: cut, doubled, with values replaced by ones that a parser may trip over.
import fc from 'fast-check';

const pieces = [
  ...['null', 'true', '{}', '[]', '""', '-1', '-0', '1e999', '1e-7', '0x10', 'Infinity', '9007199254740993', '"3"'],
  ...['"__proto__"', '"constructor"', '"toString"', '"\\u0000"', '"\\ud800"', '\\', '"', ',', ':', '{', '[', ']', '}'],
  ...['"2014-13-45 99:99:99"', '"2014-03-30 02:30:00"', '"2014-01-01T00:00:00+99:99"', '"0000-00-00 00:00:00"'],
  ...['"2019-04-12T07:58:35.171Z[Etc/UTC]"', '"visitor"', '%', '%00', '&', '=', '[a]', '[]=', '+', ';', '/', '..', '?'],
  ...['\u{1f600}', '\u2028', '\ufeff', '\u0000', '\r\n', 'A'.repeat(300), '['.repeat(200), '{"a":'.repeat(100)],
].map((piece) => Buffer.from(piece));

const value = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*|true|false|null/g;

const between = (bytes, from, to, ...middle) => Buffer.concat([bytes.subarray(0, from), ...middle, bytes.subarray(to)]);

/** Each changes the bytes at a place; what it makes of the last number is its own. */
const edits = [
  (bytes, at, number) => between(bytes, at, at + 1, Buffer.from([number])),
  (bytes, at, number) => between(bytes, at, at + 1 + (number % 32)),
  (bytes, at, number) => between(bytes, at, at, pieces[number % pieces.length]),
  (bytes, at, number) => between(bytes, at, at, bytes.subarray(at, at + number)),
  (bytes, at, number) => bytes.subarray(0, number % 4 ? at + bytes.length / 2 : at),
  (bytes, at, number) => {
    value.lastIndex = at;
    const found = value.exec(bytes.toString('latin1'));
    if (!found) return bytes;
    return between(bytes, found.index, found.index + found[0].length, pieces[number % pieces.length]);
  },
];

/** How long an input gets, in bytes. */
const longest = 8192;

/** @returns {fc.Arbitrary<Buffer>} */
export function inputsOf(seeds) {
  const bases = seeds.map((seed) => Buffer.from(seed));
  const edit = fc.tuple(fc.nat(edits.length - 1), fc.nat(10_000), fc.nat(255));
  return fc.tuple(fc.nat(bases.length - 1), fc.array(edit, { minLength: 1, maxLength: 6 })).map(([base, chosen]) =>
    chosen.reduce((bytes, [kind, place, number]) => {
      const changed = edits[kind](bytes, place % (bytes.length + 1), number);
      return changed.length > longest ? changed.subarray(0, longest) : changed;
    }, bases[base]),
  );
}
