import { decodeBase64, lettersOf } from './letters';

/** How many letters identify a text. A shorter one would be found in many others, and is looked for as a whole only. */
const least = 4;

/** What was written is looked for in pieces of so many letters, the next piece beginning so many letters later. */
const gram = 8;
const step = 4;

/** What may be base64 of one such piece. */
const base64 = /[\w+/-]{11,}={0,2}/g;

type Part = readonly [start: number, end: number];

/** Knows what people wrote, and finds it in other texts. */
export interface Written {
  add(text: string): void;
  /** A text with `mask` for what was written: the whole, its beginning, or some eleven letters in a row of it. */
  hide(text: string, mask: string): string;
}

/**
 * Finds what was written by its letters and digits alone, so that case, accents, spaces, escapes and encodings make no
 * difference, and by grams of them, so that a cut makes none, and the search takes as long as the text that is
 * searched, whatever was written.
 */
export function createWritten(): Written {
  const known = new Set<string>();
  /** Texts that are private only where a value has nothing else in it. */
  const wholes = new Set<string>();
  const grams = new Map<string, { readonly text: string; readonly at: number }>();
  const sizes = new Set<number>();

  function addLetters(text: string): void {
    wholes.add(text);
    for (let size = least; size < Math.min(gram, text.length); size += 1) wholes.add(text.slice(0, size));
    if (text.length < least) return;
    const size = Math.min(gram, text.length);
    const last = text.length - size;
    sizes.add(size);
    for (let at = 0; at < last + step; at += step) {
      const start = Math.min(at, last);
      grams.set(text.slice(start, start + size), { text, at: start });
    }
  }

  /** The part of a text that a gram in it belongs to. */
  function grow(text: string, start: number, size: number): Part | undefined {
    const found = grams.get(text.slice(start, start + size));
    if (!found) return undefined;
    let before = 0;
    let after = size;
    while (start > before && found.at > before && text[start - before - 1] === found.text[found.at - before - 1])
      before += 1;
    while (start + after < text.length && text[start + after] === found.text[found.at + after]) after += 1;
    return [start - before, start + after];
  }

  function* partsOf(text: string): Iterable<Part> {
    for (const { text: letters, places } of lettersOf(text)) {
      let origin: ReturnType<typeof places> | undefined;
      if (letters && wholes.has(letters)) yield [0, text.length];
      for (const size of sizes) {
        for (let at = 0; at + size <= letters.length; at += 1) {
          const part = grow(letters, at, size);
          if (!part) continue;
          origin ??= places();
          yield [origin.from[part[0]] ?? 0, origin.to[part[1] - 1] ?? text.length];
          at = Math.max(at, part[1] - size);
        }
      }
    }
  }

  function* encodedParts(text: string): Iterable<Part> {
    for (const { 0: run, index } of text.matchAll(base64)) {
      if (![...partsOf(decodeBase64(run))].length) continue;
      yield [index, index + run.length];
    }
  }

  return {
    add(text) {
      if (known.has(text)) return;
      known.add(text);
      for (const { text: letters } of lettersOf(text)) if (letters) addLetters(letters);
    },

    hide(text, mask) {
      if (known.has(text)) return mask;
      const parts = [...partsOf(text), ...encodedParts(text)].sort(([one], [other]) => one - other);
      let hidden = '';
      let done = 0;
      for (const [start, end] of parts) {
        if (end <= done) continue;
        // The few letters between two parts of a text belong to it.
        if (!done || start - done > gram) hidden += text.slice(done, start) + mask;
        done = end;
      }
      return hidden + text.slice(done);
    },
  };
}
