/** One adapter for each tool, by the names that `data-adapters` knows them by. */
export { beacon } from './beacon';
export type { BeaconEvent, BeaconOptions } from './beacon';
export { consoleLog } from './console-log';
export { domEvent } from './dom-event';
export type { DomEventOptions } from './dom-event';
export * from './vendors';
