import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * Serves a web-standard handler on loopback.
 * @returns its origin, and what ends it.
 */
export async function serve(handler: (request: Request) => Response | Promise<Response>) {
  const server = createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', rawHeaders } = incoming;
    const headers = new Headers();
    for (let at = 0; at < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? '', rawHeaders[at + 1] ?? '');
    const request = new Request(`http://${headers.get('host')}${url}`, { method, headers });
    void Promise.resolve(handler(request)).then(async (response) => {
      outgoing.writeHead(response.status, [...response.headers].flat());
      for await (const chunk of response.body ?? []) outgoing.write(chunk);
      outgoing.end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(resolve);
        server.closeAllConnections();
      }),
  };
}
