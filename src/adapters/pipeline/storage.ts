/** The beginning of every key that this library uses in `localStorage`. */
export const prefix = 'iadvize-callbacks:';
