import { readFileSync } from 'node:fs';
import type { Arrangement, ServedPage } from './steps';
import { codeOf } from './teams';
import type { Team } from './teams';

const inline = (code: string) => `<script>${code}</script>`;
const library = '<script src="/library.js"></script>';
const installed = inline('soak.installed()');
const tag = inline('soak.loadTag()');
const siteCode = (teams: readonly Team[]) =>
  teams.map((team) => inline(codeOf(team)) + inline(`soak.assigned('${team}')`)).join('');

const modules = `
  <script type="module">
    import { installCallbacks } from '/dist/index.js';
    import * as adapters from '/dist/adapters/index.js';
    soak.installed(installCallbacks(), adapters);
  </script>
  <script type="module">soak.loadTag()</script>`;

const arrangements: Readonly<Record<Arrangement, (teams: readonly Team[]) => string>> = {
  script: (teams) => library + installed + siteCode(teams) + tag,
  'after-var': (teams) => siteCode(['legacy']) + library + installed + siteCode(teams) + tag,
  snippet: (teams) => `${inline(readFileSync('dist/snippet.js', 'utf8'))}${siteCode(teams)}${tag}
    <script async src="/library.js" onload="soak.installed()"></script>`,
  'after-tag': (teams) => siteCode(['shop']) + tag + library + installed + siteCode(teams),
  modules: () => siteCode(['shop']) + modules,
  'on-demand': (teams) =>
    `<script src="/on-demand/iadvize-callbacks.global.js"></script>${inline('soak.loadModules()')}${siteCode(teams)}${tag}`,
  twice: (teams) => library + siteCode(teams) + library + modules,
};

/** A page of the shop. */
export function renderPage(page: ServedPage): string {
  return `<!doctype html><title>Shop</title><link rel="icon" href="data:,">
    ${inline(`window.soakPlan = ${JSON.stringify(page)}`)}<script src="/page.js"></script>
    ${arrangements[page.arrangement](page.teams)}<h1>${page.path}</h1>`;
}
