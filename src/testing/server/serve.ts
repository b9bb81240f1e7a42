import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

/** What answers requests, such as a receiver. */
export type Handler = (request: Request) => Promise<Response>;

export interface Served {
  /** `http://127.0.0.1:` and the port. */
  readonly url: string;
  close(): Promise<void>;
}

/** Serves a web-standard handler on loopback, over real HTTP. For Node. */
export async function serve(handler: Handler, port = 0): Promise<Served> {
  const server = createServer((incoming, outgoing) => {
    const headers = new Headers();
    for (const [name, values = []] of Object.entries(incoming.headersDistinct)) {
      for (const value of values) headers.append(name, value);
    }
    const method = incoming.method ?? 'GET';
    const request = new Request(`http://${incoming.headers.host ?? '127.0.0.1'}${incoming.url}`, {
      method,
      headers,
      ...(method !== 'GET' &&
        method !== 'HEAD' && { body: Readable.toWeb(incoming) as ReadableStream, duplex: 'half' }),
    });
    void handler(request)
      .then(async (response) => {
        outgoing.writeHead(response.status, [...response.headers].flat());
        // What was not read will not be.
        if (!incoming.readableEnded) outgoing.once('finish', () => incoming.destroy());
        outgoing.end(Buffer.from(await response.arrayBuffer()));
      })
      .catch(() => outgoing.destroy());
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
