/** What is read of a V8 heap snapshot: rows of numbers, one for each node and one for each edge, and what they mean. */
interface Snapshot {
  readonly snapshot: {
    readonly meta: {
      readonly node_fields: readonly string[];
      readonly node_types: readonly [readonly string[]];
      readonly edge_fields: readonly string[];
      readonly edge_types: readonly [readonly string[]];
    };
  };
  readonly nodes: readonly number[];
  readonly edges: readonly number[];
  readonly strings: readonly string[];
}

/** What the engine adds as it sees fit. */
const enginesOwn = new Set(['code', 'object shape', 'hidden']);

/** A context of no page and no extension: Chromium makes one of 85 kB for itself, at some time. */
const strayContext = 'system / NativeContext';

/**
 * The bytes that a page keeps in objects, functions, arrays and strings: without the code that the engine compiles while
 * functions get hot, and without the shapes of objects.
 *
 * @param text a V8 heap snapshot
 * @throws Error where its form is another, rather than to find nothing
 */
export function measureKept(text: string): number {
  const { snapshot, nodes, edges, strings } = JSON.parse(text) as Snapshot;
  const { node_fields, node_types, edge_fields, edge_types } = snapshot.meta;

  const table = (rows: readonly number[], fields: readonly string[]) => (row: number, field: string) =>
    rows[row * fields.length + fields.indexOf(field)] ?? NaN;
  const node = table(nodes, node_fields);
  const edge = table(edges, edge_fields);
  const nodeCount = nodes.length / node_fields.length;

  const firstEdges: number[] = [];
  let edgeCount = 0;
  for (let row = 0; row < nodeCount; row += 1) {
    firstEdges.push(edgeCount);
    edgeCount += node(row, 'edge_count');
  }
  firstEdges.push(edgeCount);

  let kept = 0;
  const seen = new Set([0]);
  // A set has what is added to it come round, too.
  for (const row of seen) {
    if (strings[node(row, 'name')] === strayContext) continue;
    if (!enginesOwn.has(node_types[0][node(row, 'type')] ?? '')) kept += node(row, 'self_size');
    for (let index = firstEdges[row] ?? NaN; index < (firstEdges[row + 1] ?? NaN); index += 1) {
      if (edge_types[0][edge(index, 'type')] !== 'weak') seen.add(edge(index, 'to_node') / node_fields.length);
    }
  }
  if (!(kept > 0) || !node_types[0].includes('object shape')) throw new Error('A heap snapshot of another form');
  return kept;
}
