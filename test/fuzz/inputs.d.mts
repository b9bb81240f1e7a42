import type { Arbitrary } from 'fast-check';

export function inputsOf(seeds: readonly string[]): Arbitrary<Buffer>;
