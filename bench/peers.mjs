import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import commonjs from '@rollup/plugin-commonjs';
import { bundle } from '../scripts/bundle.mjs';

/** The job: typed access to a chat's events on a page; here, of its start and of its messages. */
const emitterLacks =
  'No hold on the global: the page wires each callback by hand, untyped, and the next script to assign it wins.';

/**
 * What people would use instead. `bench/peers/<file>.mjs` is what the page's author writes for the job.
 * `lacks` says where a peer cannot do it.
 */
export const peers = [
  { name: 'iadvize-callbacks', file: 'iadvize-callbacks', kind: 'ours' },
  {
    name: 'by hand',
    file: 'by-hand',
    kind: 'by hand',
    lacks: 'One function per callback, untyped; the next script to assign the global wins.',
  },
  {
    name: 'a bare function',
    file: 'bare-function',
    kind: 'by hand',
    lacks:
      'What one event costs at least: its two fields read, the time, the last thousand kept, a list told; nothing else.',
  },
  { name: 'mitt', file: 'mitt', kind: 'emitter', lacks: emitterLacks },
  { name: 'nanoevents', file: 'nanoevents', kind: 'emitter', lacks: emitterLacks },
  {
    name: '@livechat/widget-core',
    file: 'livechat',
    kind: 'SDK',
    lacks: 'For LiveChat. Without the script that it loads from there, it queues.',
  },
  {
    name: 'crisp-sdk-web',
    file: 'crisp',
    kind: 'SDK',
    lacks: 'For Crisp. Without the script that it loads from there, it queues; one listener per event.',
  },
  {
    name: '@intercom/messenger-js-sdk',
    file: 'intercom',
    kind: 'SDK',
    lacks: 'For Intercom. Without the script that it loads from there, it queues; no event has a message in it.',
  },
  {
    name: 'analytics',
    file: 'analytics',
    kind: 'SDK',
    lacks: 'No chat events: the page hands them over from callbacks of its own, as with an emitter.',
  },
];

/** The version that is installed; undefined for what is no package. */
export function versionOf({ name, kind }) {
  if (kind === 'ours' || kind === 'by hand') return undefined;
  return JSON.parse(readFileSync(new URL(`../node_modules/${name}/package.json`, import.meta.url), 'utf8')).version;
}

const fileOf = (path) => fileURLToPath(new URL(path, import.meta.url));

/** A module of this folder as a classic script, with all that it imports, minified: the same way for each. */
export const script = (path) => bundle(fileOf(path), { format: 'iife', plugins: [commonjs()] });

/** What a page without a bundler has from us, by name. */
export const built = {
  'script tag': 'iadvize-callbacks.global.js',
  'script tag, all in one': 'iadvize-callbacks.all.global.js',
  snippet: 'snippet.js',
};

export const builtScripts = () =>
  Object.entries(built).map(([name, file]) => [
    name,
    readFileSync(new URL(`../dist/${file}`, import.meta.url), 'utf8'),
  ]);

/** What a page would ship with each peer, by the peer's name. */
export async function scripts() {
  const entries = await Promise.all(peers.map(async ({ name, file }) => [name, await script(`peers/${file}.mjs`)]));
  return new Map(entries);
}
