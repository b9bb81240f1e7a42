// Speed and memory, as ratios within this run: npm run bench
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { benchInChromium } from './chromium.mjs';

const inNode = () =>
  JSON.parse(
    execFileSync(process.execPath, ['--expose-gc', fileURLToPath(new URL('node.mjs', import.meta.url))], {
      encoding: 'utf8',
    }),
  );

function report(place, { rows, heap }) {
  console.log(`\n${place}: one call of the tag`);
  console.table(
    rows.map(({ listeners, name, ns }) => {
      const of = (other) => rows.find((row) => row.listeners === listeners && row.name === other).ns;
      return {
        listeners,
        name,
        'ns, median': ns.toFixed(1),
        '× bare mitt': (ns / of('bare mitt')).toFixed(2),
        '× hand-written': (ns / of('hand-written')).toFixed(2),
      };
    }),
  );
  console.log(
    `heap after the second million calls over heap after the first: ${(heap.second / heap.first).toFixed(3)} ` +
      `(${(heap.second / 1e6).toFixed(2)} MB)`,
  );
}

report(`Node ${process.versions.node}`, inNode());
report('Chromium', await benchInChromium());
