/**
 * Runs a function whose error must not stop anything else: it is thrown again later, for the console and error
 * monitors.
 */
export function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
