/**
 * Serves the demo and the built files on the loopback interface.
 *
 * @param options `port`: where to listen; 0, the default, takes a free one; `reload`: whether its pages load
 *   again once the server has been started anew, default `false`
 * @returns the address of the demo, and what ends the server
 */
export function serve(options?: { port?: number; reload?: boolean }): Promise<{ url: string; close(): Promise<void> }>;
