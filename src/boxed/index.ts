export { forwardCallbacks } from './forward';
export type { ForwardOptions } from './forward';
export { receiveCallbacks } from './receive';
export type { ReceiveOptions } from './receive';
