/** The import table: who may import whom, read from the source text. Built-ins only, so that it runs before anything is installed. */
import { readFileSync } from 'node:fs';

/**
 * The first row whose folder holds a file counts. `own`: what of its own program it may import; `types`: what it may import as types only.
 * @typedef {{ of: RegExp, own: RegExp[], types?: RegExp, packages: string[] | 'any', node: boolean }} Row
 * @type {Row[]}
 */
export const table = [
  {
    of: /^contracts\/src\/(http(-\w+)?|settings)\.ts$/,
    own: [/^contracts\//],
    packages: ['zod'],
    node: false,
  },
  { of: /^contracts\/src\//, own: [/^contracts\//], packages: [], node: false },
  { of: /^server\/src\/domain\//, own: [/^server\/src\/domain\//], packages: [], node: false },
  {
    of: /^server\/src\/planner\//,
    own: [/^server\/src\/(planner|domain)\//],
    packages: ['highs', '@turf/turf'],
    node: false,
  },
  { of: /^server\/src\/work\//, own: [/^server\/src\/(work|domain|store)\//], packages: 'any', node: true },
  { of: /^server\/src\/store\//, own: [/^server\/src\/(store|domain)\//], packages: 'any', node: true },
  {
    // A part of the edge is a file or a folder right below it; parts never see each other.
    of: /^server\/src\/edge\/(?<part>\w+)/,
    own: [/^server\/src\/edge\/(?<part>\w+)/, /^server\/src\/domain\//],
    types: /^server\/src\/store\//,
    packages: 'any',
    node: true,
  },
  { of: /^server\//, own: [/^server\//], packages: 'any', node: true },
  { of: /^gateway\//, own: [/^gateway\//], packages: 'any', node: true },
  { of: /^firmware-sim\//, own: [/^firmware-sim\//], packages: 'any', node: true },
  { of: /^dashboards\//, own: [/^dashboards\//], packages: 'any', node: true },
  { of: /^test\//, own: [/./], packages: 'any', node: true },
];

const testFile = /\.test\.tsx?$/;
const specifier =
  /(?:^|\n)\s*(?:import|export)\s(?<clause>[^'";]*?\sfrom\s*)?['"](?<from>[^'"]+)['"]|import\(\s*['"](?<lazy>[^'"]+)['"]/g;

/** Every forbidden import of one file, as sentences. @param {string} path relative to the root @param {string} text @returns {string[]} */
export function violations(path, text) {
  const row = table.find((each) => each.of.test(path));
  if (!row || testFile.test(path)) return [];
  return [...text.matchAll(specifier)].flatMap(({ groups = {} }) => {
    const name = groups.from ?? groups.lazy ?? '';
    const fault = judge(row, path, name, /^type\s/.test(groups.clause ?? ''));
    return fault ? [`${path}: may not import "${name}": ${fault}`] : [];
  });
}

/** @param {Row} row @param {string} path @param {string} name @param {boolean} isType @returns {string | undefined} */
function judge(row, path, name, isType) {
  if (name.startsWith('.')) {
    const target = new URL(name, `file:///${path}`).pathname.slice(1);
    if (isType && row.types?.test(target)) return undefined;
    if (row.types?.test(target)) return 'it may import types only from there';
    return row.own.some((own) => isOwn(row, own, path, target)) ? undefined : 'it is another part';
  }
  if (name.startsWith('node:')) return row.node ? undefined : 'this part has no IO';
  const workspace = /^@changping\/([^/]+)/.exec(name)?.[1];
  if (workspace)
    return workspace === 'contracts' || path.startsWith('test/')
      ? undefined
      : 'programs share contracts only';
  return row.packages === 'any' || row.packages.includes(name) ? undefined : 'this part has no packages';
}

/** @param {Row} row @param {RegExp} own @param {string} path @param {string} target */
function isOwn(row, own, path, target) {
  const found = own.exec(target);
  return found !== null && found.groups?.part === (found.groups && row.of.exec(path)?.groups?.part);
}

/** @param {string[]} paths */
export const allViolations = (paths) => paths.flatMap((path) => violations(path, readFileSync(path, 'utf8')));
