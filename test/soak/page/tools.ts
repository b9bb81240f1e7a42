import type { ToolName, ToolState } from '../steps';
import { delivered } from './owed';

/** The analytics tools of the page, as far as an adapter sees them. */
export interface Tool {
  readonly name: ToolName;
  /** Whether an adapter finds it. */
  readonly present: boolean;
  become(state: ToolState): void;
}

type Parameters = Readonly<Record<string, unknown>> | undefined;

const set = (name: string, value: unknown) => void Reflect.set(window, name, value);

/** @param place puts onto the page what tells `tell` of each event, or takes it away */
function createTool(name: ToolName, place: (tell: ((parameters: Parameters) => void) | undefined) => void): Tool {
  let present = false;

  const tell = (throws: boolean) => (parameters: Parameters) => {
    const key = parameters?.['soak_key'];
    if (typeof key === 'string') {
      delivered(name, key);
    }
    if (throws) throw new Error('soak: tool');
  };

  return {
    name,

    get present() {
      return present;
    },

    become(state) {
      present = state !== 'absent';
      place(present ? tell(state === 'throwing') : undefined);
    },
  };
}

/** Takes Google Tag Manager's queue over as the container does: first what is in it, then each push. */
function takeOver(tell: (parameters: Parameters) => void): void {
  const waiting = Reflect.get(window, 'dataLayer') as Parameters[] | undefined;
  const queue: Parameters[] = [];
  queue.push = (...items) => {
    items.forEach(tell);
    return 0;
  };
  set('dataLayer', queue);
  for (const parameters of waiting?.splice(0) ?? []) {
    try {
      tell(parameters);
    } catch {
      // The container's own affair.
    }
  }
}

export const tools: Readonly<Record<ToolName, Tool>> = {
  own: createTool('own', (tell) => {
    if (tell) Object.defineProperty(window, 'ownTool', { value: { track: tell }, configurable: true });
    // A global that throws when it is looked at is not there in any form that can be used.
    else {
      Object.defineProperty(window, 'ownTool', {
        get() {
          throw new Error('not yet');
        },
        configurable: true,
      });
    }
  }),

  gtm: createTool('gtm', (tell) => {
    if (tell) takeOver(tell);
  }),

  segment: createTool('segment', (tell) => {
    set('analytics', tell && { track: (_: string, properties: Parameters) => tell(properties) });
  }),
};
