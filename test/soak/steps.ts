import type { CallbackName } from '../../src';
import type { conversations, Era, Reads } from '../../src/testing';
import type { Removal, Team } from './teams';

/** The visitor's answer; `null`: not given yet. */
export type Answer = boolean | null;

/** How the consent reaches the adapters; see `Consent` in the library. */
export type ConsentKind = 'source' | 'function' | 'promise' | 'iadvize' | 'didomi';

/** In what order, and how, a page loads the library. */
export type Arrangement =
  /** Library, site code, tag. */
  | 'script'
  /** A `var iAdvizeCallbacks` first, which no accessor can watch. */
  | 'after-var'
  /** The inline snippet, site code and the tag; the library `async`. */
  | 'snippet'
  /** One team's object, the tag, and then the library. */
  | 'after-tag'
  /** As modules, after one team's object. */
  | 'modules'
  /** The script twice, and the modules as well. */
  | 'twice'
  /** The small script, whose adapters and consents come from files beside it, if they do. */
  | 'on-demand';

export type ToolName = 'own' | 'gtm' | 'segment';
export const toolNames: readonly ToolName[] = ['own', 'gtm', 'segment'];
export type AdapterName = ToolName | 'beacon';

/** What a tool's global is: itself, missing, an object of its next version, one that throws. */
export type ToolState = 'there' | 'absent' | 'replaced' | 'throwing';

/** What a page is. */
export interface PagePlan {
  readonly path: string;
  readonly arrangement: Arrangement;
  readonly era: Era;
  readonly reads: Reads;
  readonly consentKind: ConsentKind;
  /** Whose code is on it. */
  readonly teams: readonly Team[];
  readonly tools: readonly ToolName[];
  /** The tools that are not there yet. */
  readonly late: readonly ToolName[];
}

/** What the server adds as it serves it. */
export interface ServedPage extends PagePlan {
  readonly visitor: number;
  readonly answer: Answer;
  /** How many times as fast as the room's the page's clock runs. */
  readonly pace: number;
  /** When the shop opened, in epoch milliseconds of the room's clock. */
  readonly opened: number;
}

/** Something that happens on a page. */
export type Step =
  /** A part of a conversation; one that goes on, on a new page, begins with its announcement. */
  | {
      readonly do: 'play';
      readonly conversation: keyof typeof conversations;
      readonly from: number;
      readonly to: number;
      readonly id: number;
      readonly pace: number;
    }
  /** Another screen without another page: site code runs again, components go and come. */
  | {
      readonly do: 'route';
      readonly path: string;
      readonly teams: readonly Team[];
      readonly asScript: boolean;
      readonly rules: number;
    }
  | { readonly do: 'clear'; readonly callback: CallbackName; readonly removal: Removal }
  /** Rules, one after the other, in one task. */
  | { readonly do: 'burst'; readonly count: number }
  /** The tag's script, loaded once more. */
  | { readonly do: 'tag' }
  /** Calls with what no tag should pass. */
  | { readonly do: 'odd' }
  /** Rules until the library's history is at its shortest, for a heap to compare. */
  | { readonly do: 'trim' }
  | { readonly do: 'use'; readonly adapter: AdapterName }
  | { readonly do: 'remove'; readonly adapter: AdapterName }
  | { readonly do: 'tool'; readonly tool: ToolName; readonly state: ToolState }
  | { readonly do: 'hide' }
  | { readonly do: 'show' }
  /** In milliseconds of the page's clock. */
  | { readonly do: 'wait'; readonly time: number };

/** What a page wrote down since it was last asked. */
export interface Records {
  /** Calls of the tag. */
  fired: number;
  routes: number;
  /** Files of the library that did not load. */
  missing: number;
  /** What was to reach listeners and teams within the call, and what did, once. */
  listeners: Tally;
  teams: Tally;
  /** What must reach an adapter's tool, by the adapter's name, and what did. */
  due: [adapter: AdapterName, key: string][];
  got: [adapter: AdapterName, key: string][];
  /** What may reach it or not: the adapter was removed, or the consent withdrawn, before it had its turn. */
  free: [adapter: AdapterName, key: string][];
  /** What the page gave to `sendBeacon`, or had under way, as it was left. */
  handedOver: string[];
  /** What is wrong already. */
  problems: string[];
}

/** Lost, doubled and unwanted: called without being due. */
export type { Era, Reads };

export interface Tally {
  due: number;
  delivered: number;
  lost: number;
  doubled: number;
  unwanted: number;
}

export const createTally = (): Tally => ({ due: 0, delivered: 0, lost: 0, doubled: 0, unwanted: 0 });

/** What the driver may call on a page. */
export interface SoakPage {
  /** Runs steps, and returns what was written down since the last time, on earlier pages of the tab, too. */
  run(steps: readonly Step[]): Promise<Records[]>;
  /** Has the visitor answer; what is under way while consent is withdrawn may arrive or not. */
  answer(answer: Answer): Promise<Records[]>;
  /** Waits until the page's tools have what they must have. */
  settle(): Promise<Records[]>;
  /** Goes to another page in the same task as the last events. */
  leave(path: string): void;
}
