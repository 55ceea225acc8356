/** The import table: who may import whom, read from the source text. Built-ins only, so that it runs before anything is installed. */
import { readFileSync } from 'node:fs';

/** First row that matches a file's path counts. `own`: folders of the same program that may be imported. */
export const table = [
  { of: /^contracts\/src\/(http|settings)\.ts$/, own: /^contracts\//, packages: ['zod'], node: false },
  { of: /^contracts\/src\//, own: /^contracts\//, packages: [], node: false },
  { of: /^server\/src\/domain\//, own: /^server\/src\/domain\//, packages: [], node: false },
  { of: /^server\/src\/store\//, own: /^server\/src\/(store|domain)\//, packages: 'any', node: true },
  { of: /^server\/src\/edge\//, own: /^server\/src\/(edge|domain|store)\//, packages: 'any', node: true },
  { of: /^server\//, own: /^server\//, packages: 'any', node: true },
  { of: /^gateway\//, own: /^gateway\//, packages: 'any', node: true },
  { of: /^firmware-sim\//, own: /^firmware-sim\//, packages: 'any', node: true },
  { of: /^dashboards\//, own: /^dashboards\//, packages: 'any', node: true },
  { of: /^test\//, own: /./, packages: 'any', node: true },
];

const testFile = /\.test\.ts$/;
const specifier =
  /(?:^|\n)\s*(?:import|export)\s(?:[^'";]*?\sfrom\s*)?['"]([^'"]+)['"]|import\(\s*['"]([^'"]+)['"]/g;

/** Every forbidden import of one file, as sentences. @param {string} path relative to the root @param {string} text */
export function violations(path, text) {
  const row = table.find((each) => each.of.test(path));
  if (!row || testFile.test(path)) return [];
  const found = [];
  for (const [, from, dynamic] of text.matchAll(specifier)) {
    const name = from ?? dynamic;
    const fault = judge(row, path, name);
    if (fault) found.push(`${path}: may not import "${name}": ${fault}`);
  }
  return found;
}

function judge(row, path, name) {
  if (name.startsWith('.')) {
    const target = new URL(name, `file:///${path}`).pathname.slice(1);
    return row.own.test(target) ? undefined : 'it is another part';
  }
  if (name.startsWith('node:')) return row.node ? undefined : 'this part has no IO';
  const workspace = /^@changping\/([^/]+)/.exec(name)?.[1];
  if (workspace)
    return workspace === 'contracts' || path.startsWith('test/')
      ? undefined
      : 'programs share contracts only';
  return row.packages === 'any' || row.packages.includes(name) ? undefined : 'this part has no packages';
}

/** @param {string[]} paths */
export const allViolations = (paths) => paths.flatMap((path) => violations(path, readFileSync(path, 'utf8')));
