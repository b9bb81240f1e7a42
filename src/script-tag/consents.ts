export * from '../adapters/consent';
export { consents } from '../adapters/consent/attributes';
