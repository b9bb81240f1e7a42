/** One adapter for each tool, by the names that `data-adapters` knows them by. */
export { beacon } from './beacon';
export type { BeaconEvent, BeaconOptions } from './beacon';
export { consoleLog } from './vendors/console-log';
export { domEvent } from './vendors/dom-event';
export type { DomEventOptions } from './vendors/dom-event';
export * from './vendors';
