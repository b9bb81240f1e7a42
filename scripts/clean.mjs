// Leaves nothing of an earlier build, which would be packed with this one.
import { rmSync } from 'node:fs';

rmSync(new URL('../dist/', import.meta.url), { recursive: true, force: true });
