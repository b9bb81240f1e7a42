// npm audit, which fails on a known vulnerability in what ships or in what is for development. A mirror of the registry may
// not answer it; that is said, and is no failure.
import { spawnSync } from 'node:child_process';

const { stdout, error } = spawnSync('npm', ['audit', '--json'], { encoding: 'utf8' });
if (error) throw error;
const { vulnerabilities, message } = JSON.parse(stdout);

if (!vulnerabilities) {
  console.warn(`npm audit: not checked, since the registry does not answer it (${message})`);
} else {
  const found = Object.values(vulnerabilities);
  console.table(found.map(({ name, severity, range, isDirect }) => ({ name, severity, range, isDirect })));
  console.log(`npm audit: ${found.length} vulnerable packages`);
  if (found.length) process.exitCode = 1;
}
