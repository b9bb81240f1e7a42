export { connectTag } from './connect-tag';
export type { ConnectOptions } from './connect-tag';
export { exposeTag } from './expose';
export type { ExposedTag, ExposeOptions } from './expose';
export { forwardCallbacks } from './forward';
export type { ForwardOptions } from './forward';
export { receiveCallbacks } from './receive';
export type { ReceiveOptions } from './receive';
