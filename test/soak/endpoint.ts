import type { ServerResponse } from 'node:http';
import type { BeaconEvent } from '../../src/adapters';

/** How the endpoint takes a batch: with a 2xx, with a 503, by closing the connection, or not at all for a while. */
export type Behaviour = 'accepts' | 'refuses' | 'closes' | 'hangs';

/** For how long a request hangs, in milliseconds of the room's clock: longer than a page waits for its answer. */
const hangTime = 1000;

const keyOf = ({ parameters }: BeaconEvent) => String(parameters['soak_key']);

/** What one visitor's `beacon` brought. Each id counts once, as README asks of endpoints. */
export function createEndpoint() {
  let behaviour: Behaviour = 'accepts';
  const ids = new Set<string>();
  /** The ids that each event came under: more than one, and it counts double. */
  const got = new Map<string, number>();
  const refused = new Set<string>();
  const problems: string[] = [];
  let repeated = 0;

  return {
    got,
    /** What came in requests that were not accepted. */
    refused,
    problems,

    /** How many events came again under an id that had come before. */
    get repeated() {
      return repeated;
    },

    set behaviour(next: Behaviour) {
      behaviour = next;
    },

    receive(body: string, response: ServerResponse): void {
      const { events } = JSON.parse(body) as { events: BeaconEvent[] };
      if (behaviour !== 'accepts') {
        for (const event of events) refused.add(keyOf(event));
        if (behaviour === 'refuses') response.writeHead(503).end();
        else if (behaviour === 'closes') response.destroy();
        else setTimeout(() => response.destroy(), hangTime);
        return;
      }
      for (const event of events) {
        const key = keyOf(event);
        if (ids.has(event.id)) {
          repeated += 1;
          continue;
        }
        ids.add(event.id);
        got.set(key, (got.get(key) ?? 0) + 1);
        const [type, , time] = key.split(':');
        if (type !== event.type || (time && Number(time) !== event.timestamp))
          problems.push(`beacon: ${key} came as ${event.type} at ${event.timestamp}`);
      }
      response.writeHead(204).end();
    },
  };
}

export type Endpoint = ReturnType<typeof createEndpoint>;
