/**
 * What begins the keys in `localStorage` that are ours. What pages keep there has a key for each thing, which is written
 * once: of two tabs that change one at the same time, the later undoes what the other did.
 */
export const prefix = 'iadvize-callbacks:';
