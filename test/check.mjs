/** npm run check: format and lint, types, the import table, file length. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { install, root, run, stop } from '../server/bin/ready.mjs';
import { allViolations } from './check/imports.mjs';

if (process.argv.includes('--help')) {
  console.log('npm run check   format, lint, types, import table, no file over 400 lines');
  process.exit(0);
}
process.chdir(root);
install();
run('npx', ['biome', 'check', '.'], 'Format and lint');
run('npx', ['tsc', '-b'], 'Types');
const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.ts', '*.tsx', '*.mjs'], {
  encoding: 'utf8',
})
  .trim()
  .split('\n');
const long = files
  .map((file) => [file, readFileSync(file, 'utf8').split('\n').length - 1])
  .filter(([, lines]) => lines > 400);
const wrong = [
  ...allViolations(files),
  ...long.map(([file, lines]) => `${file}: ${lines} lines, 400 is the limit`),
];
if (wrong.length) stop(wrong.join('\n'));
console.log(`check: ${files.length} files fine`);
