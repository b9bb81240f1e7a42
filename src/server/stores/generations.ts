/** A set that forgets its members after a time of theirs. */
export interface Generations {
  has(member: string): boolean;
  /** @param lifetime in milliseconds: the member is kept for that long, and up to an eighth longer, from now on. */
  add(member: string, lifetime: number): void;
  /** Forgets what has had its time; returns how many members are left. */
  sweep(): number;
  /** When the next are forgotten, in epoch milliseconds; `Infinity` where there are none. */
  next(): number;
  /** Forgets those that would be forgotten next; returns whether there were any. */
  evict(): boolean;
}

interface Generation {
  readonly expires: number;
  readonly members: Set<string>;
}

const parts = 8;

/**
 * Members of about the same age are a generation, which is forgotten as a whole: a member costs no more than its place in a set.
 * @param limit how many members there are at most: a generation has up to an eighth of that
 */
export function createGenerations(limit: number): Generations {
  let generations: readonly Generation[] = [];
  const first = () =>
    generations.reduce<Generation | undefined>((a, b) => (a && a.expires <= b.expires ? a : b), undefined);

  return {
    has: (member) => generations.some(({ expires, members }) => members.has(member) && expires > Date.now()),
    add(member, lifetime) {
      for (const { members } of generations) members.delete(member);
      const least = Date.now() + lifetime;
      const most = least + lifetime / parts;
      let generation = generations.find(
        ({ expires, members }) => expires >= least && expires <= most && members.size < limit / parts,
      );
      if (!generation) {
        generation = { expires: most, members: new Set() };
        generations = [...generations, generation];
      }
      generation.members.add(member);
    },
    sweep() {
      const now = Date.now();
      if (generations.some(({ expires }) => expires <= now)) {
        generations = generations.filter(({ expires }) => expires > now);
      }
      let size = 0;
      for (const { members } of generations) size += members.size;
      return size;
    },
    next: () => first()?.expires ?? Infinity,
    evict() {
      const next = first();
      generations = generations.filter((generation) => generation !== next);
      return next !== undefined;
    },
  };
}
