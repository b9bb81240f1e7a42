/**
 * For how long an answer is waited for that may be lost, in milliseconds: WebKit's driver now and then loses that of a script
 * which runs while a page comes out of the back/forward cache, and answers whatever else it is asked.
 */
export const answerLimit = 5_000;

/** A browser engine that the tests run in. */
export interface Engine {
  readonly name: string;
  /** What installs it on Debian, for those who miss it. */
  readonly install: string;
  /** Whether it is on this machine. */
  isInstalled(): boolean;
  launch(): Promise<EngineBrowser>;
}

export interface EngineBrowser {
  /** Opens an empty page that shares no storage with any other; the one before it has been closed. */
  open(): Promise<EnginePage>;
  close(): Promise<void>;
}

/** What each engine must do; `Page` makes it comfortable. */
export interface EnginePage {
  /** Returns when the page has loaded. */
  goto(url: string): Promise<void>;
  /**
   * Runs an expression whose value is a promise of text, whatever the page's Content-Security-Policy.
   * @param frames the way to the frame to run it in, from the outermost: the beginning of each one's `src`
   */
  run(expression: string, frames: readonly string[]): Promise<string>;
  click(selector: string): Promise<void>;
  setOffline(offline: boolean): Promise<void>;
  close(): Promise<void>;
}
