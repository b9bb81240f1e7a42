import { peers } from './peers.mjs';
import { machineOf } from './report.mjs';

const ours = 'iadvize-callbacks';

const width = 640;
const margin = 24;
/** Where bars begin. */
const left = 240;
/** Room behind the longest bar for its number. */
const right = 100;
const rowHeight = 24;
const barHeight = 14;

// A card of its own, so that it is readable on a page of either colour.
const style = `
  text { font: 14px system-ui, -apple-system, 'Segoe UI', 'DejaVu Sans', sans-serif; fill: var(--text) }
  .title { font-size: 18px; font-weight: 600 }
  .panel { font-size: 15px; font-weight: 600 }
  .note { font-size: 12px; fill: var(--note) }
  .ours { font-weight: 600 }
  .number { font-variant-numeric: tabular-nums }
  .card { fill: var(--card); stroke: var(--edge) }
  rect.bar { fill: var(--bar) }
  rect.bar.ours { fill: var(--ours) }
  .spread { stroke: var(--text); stroke-opacity: .7 }
  .cut { fill: var(--card) }
  svg { --card: #fff; --edge: #d0d7de; --text: #1f2328; --note: #59636e; --bar: #b6bfc9; --ours: #0969da }
  @media (prefers-color-scheme: dark) {
    svg { --card: #151b23; --edge: #3d444d; --text: #e6edf3; --note: #9198a1; --bar: #59636e; --ours: #4493f8 }
  }`;

const escape = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const fixed = (value) => Number(value.toFixed(1));

const text = (x, y, content, kind, rest = '') =>
  `<text x="${x}" y="${y}" class="${kind}"${rest}>${escape(content)}</text>`;

/**
 * What the axis ends at, with room for the spread. A bar of several times the next one's length is cut, or the others could
 * not be told apart.
 */
function endOf(values) {
  const [longest, next] = values.toSorted((a, b) => b - a);
  return 1.3 * (longest > 3 * next ? next : longest);
}

function bar({ name, value, low, high, label, accent }, y, scale, end) {
  const kind = accent ? ' ours' : '';
  const length = (of) => fixed(Math.min(of, end) * scale);
  const middle = y + barHeight / 2;
  const parts = [
    text(left - 8, y + 12, name, kind.trim(), ' text-anchor="end"'),
    `<rect x="${left}" y="${y}" width="${Math.max(length(value), 1)}" height="${barHeight}" rx="2" class="bar${kind}"/>`,
  ];
  const cut = value > end;
  if (cut) {
    const x = left + length(end) - 26;
    parts.push(`<path d="M${x} ${y + barHeight + 2}l6 -${barHeight + 4}h6l-6 ${barHeight + 4}z" class="cut"/>`);
  } else if (high > low) {
    parts.push(`<path d="M${left + length(low)} ${middle}H${left + length(high)}" class="spread"/>`);
  }
  const after = left + Math.max(length(value), cut ? 0 : length(high ?? 0)) + 6;
  parts.push(text(fixed(after), y + 12, label, `number${kind}`));
  return parts.join('\n');
}

const milliseconds = (value) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;
const nanoseconds = (value) => `${value < 10 ? value.toFixed(1) : Math.round(value).toLocaleString('en')} ns`;
const times =
  (unit) =>
  ({ median, low, high }) => ({ value: median, low, high, label: unit(median) });

function panels({ bytes, install, calls, inp }) {
  const perPeer = (measure) =>
    peers.filter(({ name }) => bytes[name]).map(({ name }) => ({ name, accent: name === ours, ...measure(name) }));
  const setup = (name, kind) => ({ name, accent: kind === 'ours', ...worst(inp.spaced[kind]) });
  const worst = ({ interaction }) => ({ value: interaction.worst, label: `${Math.round(interaction.worst)} ms` });
  return [
    {
      title: 'Interaction to Next Paint with ten slow tools',
      note: '10 ms each, at every click on “send”; the browser rounds to 8 ms',
      whole: true,
      rows: [setup('no tools', 'none'), setup(ours, 'ours'), setup('called by hand', 'direct')],
    },
    {
      title: 'Bytes for the same job',
      note: 'two listeners and all they import, minified, brotli',
      rows: perPeer((name) => ({ value: bytes[name], label: bytes[name].toLocaleString('en') })),
    },
    {
      title: 'Evaluate and install',
      note: 'main thread, Chromium, processor slowed 4×',
      rows: perPeer((name) => times(milliseconds)(install[name])),
    },
    {
      title: 'One event to one listener',
      note: 'the chat SDKs leave that to the script that they load',
      rows: Object.entries(calls[1])
        .filter(([name]) => !/, (reference|live)$/.test(name))
        .map(([name, time]) => ({
          name: name.replace(', snapshot', ''),
          accent: name.startsWith(ours),
          ...times(nanoseconds)(time),
        })),
    },
  ];
}

/** The figures as SVG. */
export function chart(results) {
  const parts = [text(margin, 40, `${ours} beside its peers`, 'title'), text(margin, 62, machineOf(results), 'note')];
  let y = 96;
  for (const { title, note, rows, whole } of panels(results)) {
    parts.push(text(margin, y, title, 'panel'), text(margin, y + 18, note, 'note'));
    y += 32;
    const values = rows.map(({ value }) => value);
    const end = whole ? Math.max(...values) : endOf(values);
    const scale = (width - left - right) / end;
    for (const row of rows) {
      parts.push(bar(row, y, scale, end));
      y += rowHeight;
    }
    y += 28;
  }
  parts.push(
    text(
      margin,
      y - 8,
      'Shorter is better; what reaches the edge is longer. Medians; lines: the middle half of the runs.',
      'note',
    ),
    text(margin, y + 9, 'No peer does the whole job: see the documentation, “Performance”.', 'note'),
  );
  const height = y + 28;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img">
<title>${ours} beside its peers: bytes, time to evaluate and install, time per event, Interaction to Next Paint</title>
<style>${style}
</style>
<rect x=".5" y=".5" width="${width - 1}" height="${height - 1}" rx="8" class="card"/>
${parts.join('\n')}
</svg>
`;
}
