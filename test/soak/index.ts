export { engines } from './browser';
export { describeSoak, isSound } from './report';
export { soak } from './soak';
export type { SoakOptions, SoakResult } from './soak';
