import { built, peers, versionOf } from './peers.mjs';

const ours = 'iadvize-callbacks';

const thousands = (value) => Math.round(value).toLocaleString('en');
const milliseconds = (value) => `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ms`;
const nanoseconds = (value) => `${value < 10 ? value.toFixed(1) : thousands(value)} ns`;
const spread = ({ median, low, high }, unit) =>
  `${unit(median)} (${unit(low).split(' ')[0]}–${unit(high).split(' ')[0]})`;

const row = (cells) => `| ${cells.join(' | ')} |`;
const table = (head, rows) => [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');

const smallest = (entries) => entries.reduce((least, entry) => (entry[1] < least[1] ? entry : least));

/** The packages that are no emitter alone. */
const sdks = peers.filter(({ kind }) => kind === 'SDK').map(({ name }) => name);

/** Every way in which pages were left, named after the page and the browser. */
const leaveRuns = (leave) =>
  Object.entries(leave).flatMap(([pace, variants]) =>
    Object.entries(variants).map(([name, counts]) => [`a page ${pace}, ${name}`, counts]),
  );

/** What was aimed at, what was measured, and whether that meets it; nothing of what an earlier run did not measure. */
export function aims({ bytes, install, calls, inp, leave, inspector }) {
  const tag = 'script tag';
  const net = (name) => install[name].median - install.nothing.median;
  const [fast, fastTime] = smallest(sdks.map((name) => [name, net(name)]));
  const call = calls[1][`${ours}, snapshot`].median;
  const bare = calls[1]['a bare function']?.median;
  const ratio = (what, value, limit) => ({ what, measured: value.toFixed(2), met: value <= limit });
  const time = (what, value, limit) => ({ what, measured: milliseconds(value), met: value <= limit });
  const { none, ours: withUs } = inp.spaced;
  const close = (with_, without) => with_ <= without + 1;
  return [
    bytes[tag] && { what: 'Script tag: at most 3,000 bytes', measured: thousands(bytes[tag]), met: bytes[tag] <= 3000 },
    install[tag] &&
      ratio(`Script tag, evaluated at 4×: at most 0.5 of the fastest SDK's (${fast})`, net(tag) / fastTime, 0.5),
    bare && ratio('One event to one listener: at most 2 × a bare function that does the same job', call / bare, 2),
    {
      what: 'Interaction to Next Paint with ten slow tools: within 1 ms of none (the browser rounds to 8 ms)',
      measured: `${Math.round(withUs.interaction.worst)} ms against ${Math.round(none.interaction.worst)} ms`,
      met: close(withUs.interaction.worst, none.interaction.worst),
    },
    ...[
      ['the longest click to its paint but one in fifty', 'worst'],
      ['the median click to its paint', 'median'],
    ].map(([which, figure]) => ({
      what: `The same, unrounded: ${which}`,
      measured: `${milliseconds(withUs.frame[figure])} against ${milliseconds(none.frame[figure])}`,
      met: close(withUs.frame[figure], none.frame[figure]),
    })),
    ...leaveRuns(leave).map(([name, { received, allowed, doubled }]) => ({
      what: `1,000 events and at once away, ${name}: all are received, none counts twice`,
      measured: `${(received / allowed).toFixed(3)} of ${thousands(allowed)}`,
      met: received === allowed && !doubled,
    })),
    inspector && time('Inspector, opened with 1,999 events, at 4×: at most 100 ms', inspector.opened.median, 100),
    inspector && time('Inspector, an event appended, at 4×: at most 2 ms', inspector.appended.median, 2),
  ].filter(Boolean);
}

const times = (ratio) => `${ratio < 10 ? ratio.toFixed(2) : thousands(ratio)} ×`;

/** What a page loads without a bundler, and what that costs before anything happens. */
const filesTable = ({ bytes, install, unthrottled }) =>
  table(
    ['what a page loads', 'bytes', 'evaluate and install at 4×', 'unthrottled'],
    [ours, ...Object.keys(built)].map((name) => [
      name === ours ? 'npm, with two listeners' : name,
      thousands(bytes[name]),
      spread(install[name], milliseconds),
      spread(unthrottled[name], milliseconds),
    ]),
  );

const firstEventTable = ({ firstEvent }) =>
  table(
    ['script tag, Didomi and GA4, at 4×', 'from the page’s beginning to `gtag`', 'from the tag’s call to `gtag`'],
    Object.entries(firstEvent).map(([file, { page, call }]) => [
      `\`${file}\``,
      spread(page, milliseconds),
      spread(call, milliseconds),
    ]),
  );

function peersTable({ bytes, install, calls }) {
  const timed = (name, listeners) => {
    const call = calls[listeners][name === ours ? `${ours}, snapshot` : name];
    return call ? [spread(call, nanoseconds), times(call.median / calls[listeners].mitt.median)] : ['', ''];
  };
  return table(
    ['', 'bytes', 'to ours', 'evaluate and install', 'to ours', '1 listener', 'to mitt', '10 listeners', 'to mitt'],
    peers
      .filter(({ name }) => bytes[name])
      .map((peer) => [
        [peer.name === ours ? `**${ours}**` : peer.name, versionOf(peer)].filter(Boolean).join(' '),
        thousands(bytes[peer.name]),
        times(bytes[peer.name] / bytes[ours]),
        spread(install[peer.name], milliseconds),
        times(install[peer.name].median / install[ours].median),
        ...timed(peer.name, 1),
        ...timed(peer.name, 10),
      ]),
  );
}

/** Where a peer cannot do the job; those that fail alike together. */
function lacksList() {
  const named = new Map();
  for (const { name, lacks } of peers) if (lacks) named.set(lacks, [...(named.get(lacks) ?? []), name]);
  return [...named].map(([lacks, names]) => `- ${names.join(', ')}: ${lacks}`).join('\n');
}

const setups = { none: 'no tools', ours: 'ten, through us', direct: 'ten, called by hand' };

function clicksTable({ inp }) {
  const rows = [];
  for (const pace in inp) {
    const line = (what, unit) =>
      rows.push([`${pace}: ${what}`, ...Object.keys(setups).map((name) => unit(inp[pace][name]))]);
    line('INP, rounded to 8 ms', ({ interaction }) => `${Math.round(interaction.worst)} ms`);
    line('median interaction, rounded to 8 ms', ({ interaction }) => `${Math.round(interaction.median)} ms`);
    line('click to paint, median', ({ frame }) => spread(frame, milliseconds));
    line('click to paint, longest but one in fifty', ({ frame }) => milliseconds(frame.worst));
    line('press or click to its listener, longest but one in fifty', ({ wait }) => milliseconds(wait.worst));
    line('inside the tag’s callback', ({ callback }) => spread(callback, milliseconds));
  }
  return table(['clicks', ...Object.values(setups)], rows);
}

const aimsTable = (results) =>
  table(
    ['aim', 'measured', ''],
    aims(results).map(({ what, measured, met }) => [what, measured, met ? 'met' : '**missed**']),
  );

const leaveTable = ({ leave }) =>
  table(
    ['1,000 events, then away at once', 'pages', 'received', 'sent again, by the same id', 'doubled'],
    leaveRuns(leave).map(([name, { pages, allowed, received, repeated, doubled }]) => [
      name,
      thousands(pages),
      `${(received / allowed).toFixed(3)} of ${thousands(allowed)}`,
      thousands(repeated),
      thousands(doubled),
    ]),
  );

const storageTable = ({ storage }) =>
  table(
    ['storage that others have filled', 'pages', 'longest task, 0 where none took 50 ms'],
    Object.entries(storage).map(([name, { pages, longest }]) => [name, pages, `${Math.round(longest)} ms`]),
  );

const serverTable = ({ heap, server }) =>
  table(
    ['besides', 'measured'],
    [
      ['heap of a page after its second million calls, to that after the first', (heap.second / heap.first).toFixed(3)],
      ...server.map(({ what, value, unit }) => [
        `server: ${what}`,
        unit === 'ratio' ? value : `${thousands(value)} ${unit}`,
      ]),
    ],
  );

const inspectorTable = ({ inspector }) =>
  table(
    ['inspector, at 4×', 'measured'],
    [
      ['opened, with 1,999 events', spread(inspector.opened, milliseconds)],
      ['an event appended', spread(inspector.appended, milliseconds)],
    ],
  );

export const machineOf = ({ date, machine }) => `${date}, ${machine}`;

const runsOf = ({ install, calls, inp }) =>
  [
    `${install[ours].runs} fresh pages to evaluate and install`,
    `${calls[1].mitt.runs} for an event`,
    `${inp.spaced.none.frame.runs} clicks of each kind`,
  ].join(', ');

/** The figures as Markdown, for their page. */
export const report = (results) =>
  [
    `${machineOf(results)}. Medians; in brackets, the middle half of the runs: ${runsOf(results)}.`,
    aimsTable(results),
    results.unthrottled && filesTable(results),
    peersTable(results),
    `Where they cannot do the job:\n\n${lacksList()}`,
    clicksTable(results),
    leaveTable(results),
    results.firstEvent && firstEventTable(results),
    results.storage && storageTable(results),
    results.inspector && inspectorTable(results),
    serverTable(results),
  ]
    .filter(Boolean)
    .join('\n\n');
