// Writes the container to import, and the page with what stands in for Tag Manager.
import { cpSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { snippet } from 'iadvize-callbacks/snippet';
import ts from 'typescript';
import { play } from './play.mjs';

const read = (path) => readFileSync(path, 'utf8');

// Tag Manager's own triggers have these ids in every container.
const initialization = '2147479573';
const allPages = '2147479553';
const historyChange = '101';

const ids = { accountId: '0', containerId: '0' };

/** A Custom HTML tag; the one of the highest priority comes first. */
const customHtml = (tagId, name, html, firingTriggerId, priority) => ({
  ...ids,
  tagId,
  name,
  type: 'html',
  parameter: [
    { type: 'TEMPLATE', key: 'html', value: html },
    { type: 'BOOLEAN', key: 'supportDocumentWrite', value: 'false' },
  ],
  priority: { type: 'INTEGER', value: priority },
  firingTriggerId,
  tagFiringOption: 'ONCE_PER_EVENT',
  monitoringMetadata: { type: 'MAP' },
});

// What takes the events from the data layer to GA4, and what puts the library into the page.
const container = JSON.parse(read('../../docs/adapters/gtm-container.json'));
const { tag, trigger } = container.containerVersion;
// Tag Manager refuses newer syntax in Custom HTML.
const translated = ts.transpile(snippet, { target: ts.ScriptTarget.ES5, removeComments: true });
const withSnippet = read('tags/snippet.html').replace('/* snippet */', () => translated);
tag.push(
  customHtml('102', 'iAdvize snippet', withSnippet, [initialization], '20'),
  customHtml('103', 'iAdvize events', read('tags/library.html'), [initialization], '10'),
  customHtml('104', 'iAdvize tag', read('tags/tag.html'), [allPages], '20'),
  customHtml('105', 'iAdvize navigation', read('tags/navigation.html'), [allPages, historyChange], '10'),
);
trigger.push({ ...ids, triggerId: historyChange, name: 'History Change', type: 'HISTORY_CHANGE' });

const library = 'node_modules/iadvize-callbacks/dist';
for (const file of readdirSync(library)) {
  if (/^iadvize-callbacks\..+\.js$/.test(file)) cpSync(`${library}/${file}`, `dist/${file}`);
}
cpSync('page', 'dist', { recursive: true });
writeFileSync('dist/container.json', JSON.stringify(container, null, 2));

const helper = read('node_modules/data-layer-helper/dist/data-layer-helper.js');
writeFileSync('dist/gtm.js', `${helper}\n(${play})(${JSON.stringify(container.containerVersion)});\n`);
