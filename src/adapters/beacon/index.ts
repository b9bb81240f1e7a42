export { beacon } from './beacon';
export type { BeaconEvent, BeaconOptions } from './beacon';
