// Puts the tag's stand-in into the folder that an example serves as it is.
import { cpSync } from 'node:fs';
import { join } from 'node:path';

cpSync(new URL('tag.js', import.meta.url), join(process.argv[2] ?? 'public', 'tag.js'));
