/** Holds the walls between folders (.dependency-cruiser.mjs), and fails when it looked at no module. */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const cruiser = fileURLToPath(
  new URL('../node_modules/dependency-cruiser/bin/dependency-cruiser.mjs', import.meta.url),
);
const roots = ['src', 'web', 'simulator', 'bench', 'test'];

/** Runs the cruiser; its exit code counts violations, so the report is read whether it is zero or not. */
function cruise() {
  const args = [cruiser, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', ...roots];
  try {
    return execFileSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 1 << 28 });
  } catch (error) {
    if (error.stdout) return error.stdout;
    throw error;
  }
}

const { summary, modules } = JSON.parse(cruise());
for (const { rule, from, to } of summary.violations) console.error(`${rule.name}: ${from} -> ${to}`);

const seen = Object.fromEntries(
  ['src/', 'web/', 'simulator/'].map((root) => [
    root,
    modules.filter((module) => module.source.startsWith(root)).length,
  ]),
);
const linked = modules.some((module) => module.source.startsWith('src/') && module.dependencies.length > 0);
console.log(
  `boundaries: ${modules.length} modules, ${summary.totalDependenciesCruised} dependencies, ${summary.error} errors`,
);
if (Object.values(seen).includes(0) || !linked) {
  console.error(`boundaries: looked at nothing (${JSON.stringify(seen)}): the check itself is broken`);
  process.exit(1);
}
if (summary.error > 0) process.exit(1);
