/** For what happens before a conversation. */
let page: string | undefined;

/** Where a text lies between 0 and 1, the same for the same text: FNV-1a. */
function position(text: string): number {
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  // FNV leaves the last characters in the low bits; the ids of conversations differ there.
  hash = Math.imul(hash ^ (hash >>> 15), 0x85ebca6b);
  return ((hash ^ (hash >>> 13)) >>> 0) / 2 ** 32;
}

/** Whether a conversation, or where there is none this page, is in the sample. */
export function isSampled(conversation: string | undefined, sampling: number): boolean {
  return sampling === 1 || position(conversation ?? (page ??= String(Math.random()))) < sampling;
}
