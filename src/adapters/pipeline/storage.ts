/** What begins the keys in `localStorage` that are ours. */
export const prefix = 'iadvize-callbacks:';
