export { createHandoff } from './handoff';
export type { Handoff, HandoffState } from './handoff';
