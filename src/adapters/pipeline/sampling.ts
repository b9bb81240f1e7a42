/** For what happens before a conversation. */
let page: string | undefined;

/** Where a text lies between 0 and 1: the same for the same text, and far apart for ids that follow one another. */
function position(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x9e3779b1);
    hash ^= hash >>> 15;
  }
  return (hash >>> 0) / 2 ** 32;
}

/** Whether a conversation, or where there is none this page, is in the sample. */
export function isSampled(conversation: string | undefined, sampling: number): boolean {
  return sampling === 1 || position(conversation ?? (page ??= String(Math.random()))) < sampling;
}
