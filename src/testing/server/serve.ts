import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { toNode } from '../../server/node';

/** What answers requests, such as a receiver. */
export type Handler = (request: Request) => Promise<Response>;

export interface Served {
  /** `http://127.0.0.1:` and the port. */
  readonly url: string;
  close(): Promise<void>;
}

/**
 * Serves a web-standard handler on loopback, over real HTTP. For Node.
 * @example
 * import { serve } from 'iadvize-callbacks/testing/server';
 * const { url, close } = await serve(receive);
 * await close();
 */
export async function serve(handler: Handler, port = 0): Promise<Served> {
  const listener = toNode(handler);
  const server = createServer((incoming, outgoing) => void listener(incoming, outgoing));
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
