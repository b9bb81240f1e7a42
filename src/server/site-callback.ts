/** Tells the site something: what its function throws or rejects with reaches neither the process nor the answer. */
export function tell<Told>(callback: ((told: Told) => unknown) | undefined, told: Told): void {
  try {
    Promise.resolve(callback?.(told)).catch(() => {});
  } catch {
    // A log that fails must not fail the answer.
  }
}
