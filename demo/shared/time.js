// @ts-check

/** @param {number} timestamp in epoch milliseconds */
export function timeOf(timestamp) {
  const date = new Date(timestamp);
  const clock = date.toLocaleTimeString('en-GB');
  return `${clock}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}
