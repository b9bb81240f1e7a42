// Does what CONTRIBUTING.md says, in a copy of the project: npm run check:recipes
//
// Each of its tasks is a section with the lines to add, as ```diff blocks behind the file's path, and the tests to run, as a
// ```bash block. The copy is built and its types are checked; `--quick` only looks whether the lines find their places.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Lines but for their indentation and the width of tables. */
const bare = (line) => line.replace(/-{3,}/g, '---').replace(/\s+/g, ' ').trim();

/** The tasks by their heading: the changes, each of a file, and the commands that prove them. */
export function recipes() {
  const text = readFileSync(join(root, 'CONTRIBUTING.md'), 'utf8');
  const [, tasks = ''] = text.split('\n## Four tasks\n');
  const [section = ''] = tasks.split('\n## ');
  return section
    .split('\n### ')
    .slice(1)
    .map((task) => ({
      name: task.slice(0, task.indexOf('\n')),
      changes: [...task.matchAll(/^(`{3,})diff (\S+)\n([^]*?)^\1$/gm)].map(([, , path, lines]) => ({
        path,
        lines: lines.trimEnd().split('\n'),
      })),
      commands: [...task.matchAll(/^```bash\n([^]*?)^```$/gm)].flatMap(([, commands]) => commands.trim().split('\n')),
    }));
}

/** Makes a change in a copy. @throws Error where the file has no such place, or more than one. */
export function apply(folder, { path, lines }) {
  const file = join(folder, path);
  const after = lines.filter((line) => !line.startsWith('-')).map((line) => line.slice(1));
  const before = lines.filter((line) => !line.startsWith('+')).map((line) => bare(line.slice(1)));
  if (!before.length) {
    if (existsSync(file)) throw new Error(`CONTRIBUTING.md makes ${path}, which is there`);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, `${after.join('\n')}\n`);
    return;
  }
  const found = readFileSync(file, 'utf8').split('\n');
  const places = [...found.keys()].filter((at) =>
    before.every((line, index) => bare(found[at + index] ?? '') === line),
  );
  if (places.length !== 1)
    throw new Error(`CONTRIBUTING.md: ${path} has ${places.length} places for\n${lines.join('\n')}`);
  found.splice(places[0], before.length, ...after);
  writeFileSync(file, found.join('\n'));
}

/** What is made, not written: what examples and documentation build is hundreds of megabytes. */
const made = /(^|\/)(node_modules|dist|build|coverage|cache|reference|\.git)$|^examples\/[^/]+\/\./;

/** Calls `use` with a folder that has a copy of the project's files, with the dependencies as they are. */
export function inCopy(use) {
  const copy = mkdtempSync(join(tmpdir(), 'recipes-'));
  const written = (path) => !made.test(relative(root, path).replaceAll('\\', '/'));
  try {
    for (const name of readdirSync(root)) {
      cpSync(join(root, name), join(copy, name), { recursive: true, filter: written });
    }
    symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
    return use(copy);
  } finally {
    rmSync(copy, { recursive: true });
  }
}

function run(folder, command) {
  console.log(`> ${command}`);
  const { status } = spawnSync(command, { cwd: folder, stdio: 'inherit', shell: true });
  if (status) throw new Error(`In a copy that has what CONTRIBUTING.md says, this fails: ${command}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  inCopy((folder) => {
    const all = recipes();
    for (const { name, changes } of all) {
      for (const change of changes) apply(folder, change);
      console.log(`${name}: ${changes.map(({ path }) => path).join(', ')}`);
    }
    if (process.argv.includes('--quick')) return;
    run(folder, 'npx rollup --config --silent');
    run(folder, 'npx tsc');
    for (const { commands } of all) for (const command of commands) run(folder, command);
  });
}
