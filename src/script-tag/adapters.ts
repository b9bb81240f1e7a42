export * from '../adapters/tools';
export { createAdapter } from '../adapters/pipeline/create-adapter';
export { useAttributes } from './from-attributes';
