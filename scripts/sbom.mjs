// Writes dist/sbom.cdx.json, the software bill of materials of what an installed package runs: CycloneDX, made by npm.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const npm = (cwd, ...args) => execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });

// npm leaves out too much where it is told to omit what is for development, and so is given a folder without it; it takes
// the folder's name for the package's.
const folder = mkdtempSync(join(tmpdir(), 'sbom-'));
try {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const installed = join(folder, manifest.name);
  mkdirSync(installed);
  writeFileSync(join(installed, 'package.json'), JSON.stringify({ ...manifest, devDependencies: undefined }));
  const [, ...dependencies] = npm(root, 'ls', '--omit', 'dev', '--omit', 'peer', '--all', '--parseable')
    .trim()
    .split('\n');
  for (const path of dependencies) cpSync(path, join(installed, relative(root, path)), { recursive: true });
  const sbom = npm(installed, 'sbom', '--sbom-format', 'cyclonedx', '--sbom-type', 'library', '--omit', 'peer');
  writeFileSync(join(root, 'dist/sbom.cdx.json'), sbom);
} finally {
  rmSync(folder, { recursive: true });
}
