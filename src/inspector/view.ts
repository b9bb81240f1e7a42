/** One tab of the panel. */
export interface View {
  readonly title: string;
  readonly content: HTMLElement;
  /** How many things there are, for the tab; undefined where that says nothing. */
  count?(): number;
  /** Looks at the page again, and writes anew what is shown. */
  refresh(filter: string): void;
  /** What it shows, for the clipboard. */
  data(): unknown;
  /** Called when it comes to be shown. */
  shown?(): void;
}
