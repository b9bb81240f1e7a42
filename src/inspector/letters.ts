/** A text made from another, and where in that other each of its UTF-16 units comes from. */
interface Mapped {
  readonly text: string;
  readonly from: readonly number[];
  readonly to: readonly number[];
}

const units = (text: string): Mapped => {
  const from = Array.from({ length: text.length }, (_, at) => at);
  return { text, from, to: from.map((at) => at + 1) };
};

/** `replaceAll` that keeps track. */
function replace(source: Mapped, pattern: RegExp, by: (match: string) => string): Mapped {
  let text = '';
  let done = 0;
  const from: number[] = [];
  const to: number[] = [];
  const keep = (end: number) => {
    text += source.text.slice(done, end);
    for (; done < end; done += 1) {
      from.push(source.from[done] ?? 0);
      to.push(source.to[done] ?? 0);
    }
  };
  for (const { 0: match, index } of source.text.matchAll(pattern)) {
    keep(index);
    done += match.length;
    const other = by(match);
    text += other;
    for (let unit = 0; unit < other.length; unit += 1) {
      from.push(source.from[index] ?? 0);
      to.push(source.to[done - 1] ?? 0);
    }
  }
  keep(source.text.length);
  return { text, from, to };
}

/** What addresses, HTML, JSON and JavaScript write in place of a character; addresses a whole run of bytes. */
const escapes =
  /(?:%[\da-f]{2})+|[%\\]u(?:[\da-f]{4}|\{[\da-f]{1,6}\})|\\x[\da-f]{2}|&(?:#x?[\da-f]{1,7}|[a-z]{2,8});|\\[^]/gi;

function readEscape(escape: string): string {
  if (/^%[\da-f]/i.test(escape)) {
    return new TextDecoder().decode(Uint8Array.from(escape.slice(1).split('%'), (byte) => parseInt(byte, 16)));
  }
  const [, hex, decimal] = /^(?:[%\\]u\{?|\\x|&#x)([\da-f]+)|^&#(\d+)/i.exec(escape) ?? [];
  const code = hex ? parseInt(hex, 16) : Number(decimal);
  if (code <= 0x10ffff) return String.fromCodePoint(code);
  // What is left stands for punctuation and spaces, or for a letter with an accent.
  return /^&([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron);/i.exec(escape)?.[1] ?? '';
}

/** Characters that were folded before: folding is slow, and a text has few different ones. */
const folded = new Map<string, string>();

/** One case, no accents, no forms of compatibility, nothing but letters and digits. */
function fold(character: string): string {
  let text = folded.get(character);
  if (text === undefined) {
    text = character
      .toUpperCase()
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[^\p{L}\p{N}]/gu, '');
    folded.set(character, text);
  }
  return text;
}

/** What folding may change. */
const unfolded = /[^a-z\d]/gu;

/** How often a text may have been encoded. */
const passes = 3;

/** The letters and digits of a text. */
export interface Letters {
  readonly text: string;
  /** Where they come from; slow, so to be asked for only where something was found. */
  readonly places: () => Pick<Mapped, 'from' | 'to'>;
}

function mapped(text: string, pass: number): Mapped {
  let form = units(text);
  for (let done = 0; done < pass; done += 1) form = replace(form, escapes, readEscape);
  return replace(form, unfolded, fold);
}

/**
 * The letters and digits of a text without what is lost or added on the way through code: case, accents, spaces,
 * punctuation. As it stands, and again with its escapes read, where it has any.
 */
export function lettersOf(text: string): Letters[] {
  const forms = [text];
  for (let form = text; forms.length <= passes; forms.push(form)) {
    const decoded = form.replace(escapes, readEscape);
    if (decoded === form) break;
    form = decoded;
  }
  return forms.map((form, pass) => ({ text: form.replace(unfolded, fold), places: () => mapped(text, pass) }));
}

/** What a run of base64, also of the kind for addresses, says; it may be cut at its end. */
export function decodeBase64(run: string): string {
  const base64 = run.replace(/-/g, '+').replace(/_/g, '/').replace(/=/g, '');
  const bytes = atob(base64.length % 4 === 1 ? base64.slice(0, -1) : base64);
  return new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
}
