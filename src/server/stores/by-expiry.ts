/** A map whose entries expire. */
export interface ByExpiry<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value, expires: number): void;
  delete(key: string): void;
  /** Forgets what has expired; returns how many entries are left. */
  sweep(): number;
  /** When the next entry expires, in epoch milliseconds; `Infinity` where there is none. */
  next(): number;
  /** Forgets the entry that expires next. */
  evict(): void;
}

interface Entry<Value> {
  readonly key: string;
  readonly value: Value;
  readonly expires: number;
}

/**
 * Keeps entries until they expire, in epoch milliseconds. What has expired is forgotten in its order, by a binary heap, so
 * that no call looks through all of them.
 */
export function createByExpiry<Value>(): ByExpiry<Value> {
  const entries = new Map<string, Entry<Value>>();
  /** The first expires first; a parent at `i` has its children at `2i + 1` and `2i + 2`. Holds what was replaced, too. */
  let heap: Entry<Value>[] = [];
  const at = (index: number) => heap[index]?.expires ?? Infinity;

  function swap(a: number, b: number): void {
    const [first, second] = [heap[a], heap[b]];
    if (first && second) [heap[a], heap[b]] = [second, first];
  }

  function rise(from: number): void {
    for (let index = from; index > 0;) {
      const parent = (index - 1) >> 1;
      if (at(parent) <= at(index)) return;
      swap(parent, index);
      index = parent;
    }
  }

  function sink(): void {
    for (let index = 0; ;) {
      const left = 2 * index + 1;
      const child = at(left + 1) < at(left) ? left + 1 : left;
      if (at(child) >= at(index)) return;
      swap(child, index);
      index = child;
    }
  }

  function push(entry: Entry<Value>): void {
    heap.push(entry);
    rise(heap.length - 1);
  }

  function pop(): void {
    const last = heap.pop();
    if (!last || !heap.length) return;
    heap[0] = last;
    sink();
  }

  const isCurrent = (entry: Entry<Value>) => entries.get(entry.key) === entry;

  /** Drops from the front of the heap what was replaced or deleted. */
  function first(): Entry<Value> | undefined {
    for (let [entry] = heap; entry; [entry] = heap) {
      if (isCurrent(entry)) return entry;
      pop();
    }
    return undefined;
  }

  return {
    get(key) {
      const entry = entries.get(key);
      return entry && entry.expires > Date.now() ? entry.value : undefined;
    },
    set(key, value, expires) {
      const entry = { key, value, expires };
      entries.set(key, entry);
      push(entry);
      // Entries that are replaced again and again must not fill the heap.
      if (heap.length > 2 * entries.size + 100) {
        heap = [];
        for (const each of entries.values()) push(each);
      }
    },
    delete: (key) => void entries.delete(key),
    sweep() {
      const now = Date.now();
      for (let entry = first(); entry && entry.expires <= now; entry = first()) entries.delete(entry.key);
      return entries.size;
    },
    next: () => first()?.expires ?? Infinity,
    evict() {
      const entry = first();
      if (entry) entries.delete(entry.key);
    },
  };
}
