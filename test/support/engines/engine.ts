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

export type Point = readonly [x: number, y: number];

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
  /** Presses and lets go of a key, by its name in `KeyboardEvent.key`, with Shift held where that is said. */
  press(key: string, shift: boolean): Promise<void>;
  /** Presses the mouse at the first point, in CSS pixels of the window, moves it to each of the others, and lets go. */
  drag(points: readonly Point[]): Promise<void>;
  /** Gives the page's part of the window this size, in CSS pixels. */
  resize(width: number, height: number): Promise<void>;
  setOffline(offline: boolean): Promise<void>;
  close(): Promise<void>;
}
