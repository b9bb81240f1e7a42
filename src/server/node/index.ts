export { toNode } from './to-node';
export type { NodeHandler, ToNodeOptions } from './to-node';
