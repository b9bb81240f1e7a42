/** What a part of the values, from 0 to 1, is at most, between two of them in proportion. */
export function quantile(values, part) {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * part;
  const low = Math.floor(at);
  const below = sorted[low];
  return below + ((sorted[low + 1] ?? below) - below) * (at - low);
}

/** The median, and between which values the middle half lies. */
export const summary = (values) => ({
  median: quantile(values, 0.5),
  low: quantile(values, 0.25),
  high: quantile(values, 0.75),
  runs: values.length,
});

/** The items, each round beginning with another one, so that no item has the machine's good moments to itself. */
export const rotated = (items, round) => items.map((_, index) => items[(index + round) % items.length]);
