import { addTally, adapterNames } from './ledger';
import type { Heap } from './heap';
import type { SoakResult } from './soak';
import { createTally } from './steps';

/** How much more the page that stays open may keep at the end than halfway. Before, everything has happened once only. */
const heapLimit = 0.05;
/** How many problems are printed. */
const printed = 20;

const growth = ({ heap }: SoakResult, part: keyof Heap) => (heap ? heap.end[part] / heap.halfway[part] - 1 : 0);

const sumOf = ({ tallies }: SoakResult) => {
  const sum = createTally();
  for (const tally of Object.values(tallies)) addTally(sum, tally);
  return sum;
};

/** Whether nothing was lost or doubled, nothing came unwanted, and the page keeps what it kept. */
export function isSound(result: SoakResult): boolean {
  const { lost, doubled, unwanted } = sumOf(result);
  return !lost && !doubled && !unwanted && !result.problems.length && growth(result, 'kept') <= heapLimit;
}

const number = (value: number) => value.toLocaleString('en-GB');

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows
    .map((row) =>
      row.map((cell, column) => (column ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[0] ?? 0))).join('  '),
    )
    .join('\n');
}

/** What a run found, as text. */
export function describeSoak(result: SoakResult, minutes: number): string {
  const { tallies, heap, problems } = result;
  const names = {
    listeners: 'listeners',
    teams: "teams' own functions",
    beacon: 'beacon, at the endpoint',
    own: 'a tool of the site',
    gtm: 'gtm',
    segment: 'segment',
  } as const;
  const order = ['listeners', 'teams', ...[...adapterNames].reverse()] as const;
  const rows = order.map((name) => {
    const { due, delivered, lost, doubled, unwanted } = tallies[name];
    return [names[name], ...[due, delivered, lost, doubled, unwanted].map(number)];
  });
  const sum = sumOf(result);
  const mebibytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MiB`;
  const sizes = ({ whole, kept }: Heap) => [whole, kept].map(mebibytes);
  const percent = (part: number) => `${part < 0 ? '' : '+'}${(100 * part).toFixed(1)} %`;
  const more = problems.length - printed;

  return [
    `${number(result.views)} page views, ${number(result.routes)} route changes, ${number(result.visitors)} visitors, ` +
      `${number(result.fired)} events fired (${number(Math.round(result.fired / minutes))} a minute), ` +
      `in ${Math.round(result.duration / 1000)} s`,
    '',
    table([
      ['', 'due', 'delivered', 'lost', 'doubled', 'unwanted'],
      ...rows,
      ['together', ...[sum.due, sum.delivered, sum.lost, sum.doubled, sum.unwanted].map(number)],
    ]),
    '',
    table([
      ...(heap
        ? [
            ['', 'whole heap', 'of objects, functions, strings'],
            ['the page that stays, everything having happened once', ...sizes(heap.start)],
            ['halfway', ...sizes(heap.halfway)],
            ['at the end', ...sizes(heap.end)],
            ['since halfway', ...(['whole', 'kept'] as const).map((part) => percent(growth(result, part)))],
          ]
        : []),
    ]),
    '',
    table([
      ['tabs killed', number(result.killed)],
      ['files of the library that did not load', number(result.missing)],
      ['came again under the same id', number(result.repeated)],
      ['refused, or gone with the network, once the page was gone', number(result.refusedAfterwards)],
      ['left open: consent withdrawn, adapter removed, tool never came', number(result.undecided)],
    ]),
    ...problems.slice(0, printed),
    ...(more > 0 ? [`and ${more} more`] : []),
  ].join('\n');
}
