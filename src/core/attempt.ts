/** Runs what must not stop anything else; what it throws reaches the console and error monitors, and nobody else. */
export function attempt(run: () => void): void {
  try {
    run();
  } catch (error) {
    setTimeout(() => {
      throw error;
    });
  }
}
