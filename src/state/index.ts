export { createState } from './create-state';
export { addButtonElement } from './custom-buttons';
export { initialState } from './reduce';
export type { IAdvizeState, IAdvizeStore } from './types';
