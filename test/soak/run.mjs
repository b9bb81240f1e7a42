// A busy shop's hour in minutes: npm run soak -- --minutes 60 --seed 1 --engine firefox
import { parseArgs } from 'node:util';
import { runnerImport } from 'vite';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    seed: { type: 'string' },
    engine: { type: 'string', default: 'chromium' },
  },
});
const seed = Number(values.seed ?? Math.floor(Math.random() * 1e9));
const minutes = Number(values.minutes);
if (!Number.isInteger(seed) || !(minutes > 0))
  throw new TypeError('--seed takes an integer, --minutes a number above 0');

const { module } = await runnerImport('/test/soak/index.ts', { configFile: false });
const { engine } = values;
if (!module.engines.includes(engine)) throw new TypeError(`--engine takes ${module.engines.join(' or ')}`);

console.log(`${minutes} minutes of the shop in ${engine}, seed ${seed}`);
const result = await module.soak({ seed, minutes, engine });
console.log(module.describeSoak(result, minutes));
if (!module.isSound(result)) {
  console.error(`Not sound: npm run soak -- --minutes ${minutes} --seed ${seed} --engine ${engine} repeats it.`);
  process.exitCode = 1;
}
