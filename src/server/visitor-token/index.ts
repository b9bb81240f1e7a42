export { createVisitorToken } from './create-visitor-token';
export type { Visitor, VisitorData, VisitorTokenKey, VisitorTokenOptions } from './create-visitor-token';
