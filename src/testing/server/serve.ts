import { createServer } from 'node:http';
import type { IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What answers requests, such as a receiver. */
export type Handler = (request: Request) => Promise<Response>;

export interface Served {
  /** `http://127.0.0.1:` and the port. */
  readonly url: string;
  close(): Promise<void>;
}

/** The body, read no faster than it is wanted; cancelling it leaves the connection open for the answer. */
const bodyOf = (incoming: IncomingMessage) =>
  new ReadableStream<Uint8Array>({
    start(controller) {
      incoming.on('data', (chunk: Uint8Array) => {
        controller.enqueue(chunk);
        incoming.pause();
      });
      incoming.on('end', () => controller.close());
      incoming.on('error', (error) => controller.error(error));
      incoming.pause();
    },
    pull: () => void incoming.resume(),
    cancel: () => void incoming.pause().removeAllListeners(),
  });

/** How long a client may go on sending what nobody reads, so that it gets to read the answer, in milliseconds. */
const linger = 500;

/** Serves a web-standard handler on loopback, over real HTTP. For Node. */
export async function serve(handler: Handler, port = 0): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', headersDistinct } = incoming;
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(headersDistinct)) {
      for (const value of values) headers.append(name, value);
    }
    const request = new Request(`http://${headers.get('host') ?? '127.0.0.1'}${url}`, {
      method,
      headers,
      ...(method !== 'GET' && method !== 'HEAD' && { body: bodyOf(incoming), duplex: 'half' }),
    });
    const answer = async () => {
      const response = await handler(request);
      const content = response.body ? Buffer.from(await response.arrayBuffer()) : undefined;
      const unread = !incoming.complete;
      outgoing.writeHead(response.status, [...response.headers, ...(unread ? [['Connection', 'close']] : [])].flat());
      outgoing.end(content);
      if (unread) {
        incoming.on('error', () => {}).resume();
        setTimeout(() => incoming.destroy(), linger).unref();
      }
    };
    answer().catch(() => outgoing.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
