import { write } from './records';

/** The keys of the events in a request's body. */
const keysIn = (body: string) =>
  (JSON.parse(body) as { events: { parameters: { soak_key: string } }[] }).events.map(
    ({ parameters }) => parameters.soak_key,
  );

/**
 * Writes down what the page leaves to the browser as it is left: what `sendBeacon` took, and the requests under way. Nobody
 * learns what the endpoint said to those.
 */
export function watchHandover(): void {
  const underWay = new Set<{ readonly body: string }>();
  const fetch = window.fetch.bind(window);
  const sendBeacon = navigator.sendBeacon.bind(navigator);
  let left = false;

  const note = (keys: readonly string[]) => write(({ handedOver }) => handedOver.push(...keys));

  const texts = new WeakMap<Blob, string>();

  Object.assign(window, {
    // What is in a Blob cannot be read at once.
    Blob: class extends Blob {
      constructor(parts: string[], options?: BlobPropertyBag) {
        super(parts, options);
        texts.set(this, parts.join(''));
      }
    },

    async fetch(address: string, options: RequestInit & { body: string }) {
      // Two attempts may have the same body.
      const { body } = options;
      const request = { body };
      underWay.add(request);
      const end = () => underWay.delete(request);
      options.signal?.addEventListener('abort', end);
      try {
        const answer = await fetch(address, options);
        const text = await answer.text();
        return new Response(answer.status === 204 ? null : text, { status: answer.status });
      } finally {
        end();
      }
    },
  });

  Object.assign(navigator, {
    sendBeacon(address: string, data: Blob) {
      const taken = sendBeacon(address, data);
      if (taken) note(keysIn(texts.get(data) ?? ''));
      return taken;
    },
  });

  // After `pagehide`, at which the library hands over.
  document.addEventListener('visibilitychange', () => {
    if (left) for (const { body } of underWay) note(keysIn(body));
  });
  addEventListener('pagehide', () => (left = true));
}
