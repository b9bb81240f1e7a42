// Before a release: the README's links work on npm, which needs to know where the repository is.
import { readFileSync } from 'node:fs';

const manifest = JSON.parse(readFileSync('package.json', 'utf8'));
const missing = ['repository', 'homepage', 'bugs'].filter((name) => !manifest[name]);

if (missing.length > 0) {
  console.error(
    `Not published: package.json has no ${missing.join(', no ')}, so the README's links would lead nowhere on npm.`,
  );
  process.exitCode = 1;
}
