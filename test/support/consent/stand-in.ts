/** What a stand-in's page is like. */
export interface Visit {
  /** What the visitor answered on an earlier visit. Default: nothing. */
  readonly stored?: boolean;
  /** In a region where a visitor opts out, everything is allowed until then. Default: `false`. */
  readonly optOut?: boolean;
}

/** A consent platform on the page, that asks for `marketing` and `statistics`. */
export interface StandIn {
  /** Runs the platform's script. */
  load(): void;
  /** The visitor allows or refuses everything, or refuses `marketing` only. */
  answer(allowed: boolean | 'statistics'): void;
  /** What the platform does that says nothing new: its events of each load, its banner that is shown again. */
  chatter(): void;
  /** Takes everything off the page. */
  remove(): void;
}

export const page = window as unknown as Record<string, unknown>;

/** Forgets globals. */
export const forget = (...names: string[]) => names.forEach((name) => Reflect.deleteProperty(window, name));

export const tell = (name: string, detail?: unknown) => window.dispatchEvent(new CustomEvent(name, { detail }));
