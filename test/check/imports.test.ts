import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { allViolations, violations } from './imports.mjs';

it.each([
  ['server/src/domain/expiry.ts', "import fs from 'node:fs';", 1],
  ['server/src/domain/expiry.ts', "import { keep } from '../store/keep.ts';", 1],
  ['server/src/planner/sweep.ts', "import { readFile } from 'node:fs/promises';", 1],
  ['server/src/planner/sweep.ts', "import highs from 'highs';", 0],
  ['server/src/work/report.ts', "import { openHttp } from '../edge/http/http.ts';", 1],
  ['server/src/edge/inbox.ts', "import type { Kept } from '../store/ledger.ts';", 0],
  ['server/src/edge/inbox.ts', "import { openLedger } from '../store/ledger.ts';", 1],
  ['server/src/edge/inbox.ts', "import { openBroker } from './broker/broker.ts';", 1],
  ['server/src/edge/broker/broker.ts', "import { pass } from './packet-guard.ts';", 0],
  ['server/src/edge/broker/broker.ts', "import { take } from '../../domain/marks.ts';", 0],
  ['server/src/main.ts', "import { openInbox } from './edge/inbox.ts';", 0],
  ['gateway/src/presence.ts', "import { x } from '@changping/server/main';", 1],
  ['gateway/src/presence.ts', "import { x } from '../../server/src/main.ts';", 1],
  ['dashboards/command/main.tsx', "const late = await import('../../gateway/src/main.ts');", 1],
  ['contracts/src/letters.ts', "import { z } from 'zod';", 1],
  ['contracts/src/http.ts', "import { z } from 'zod';", 0],
])('%s with %s has %i violation', (path, text, count) => {
  expect(violations(path, text)).toHaveLength(count);
});

it('finds nothing in the project, and finds a violation planted in a real file', () => {
  const files = execFileSync('git', ['ls-files', '*.ts', '*.tsx', '*.mjs'], { encoding: 'utf8' })
    .trim()
    .split('\n');
  expect(allViolations(files)).toEqual([]);
  const planted = `import { openLedger } from '../store/ledger.ts';\n${readFileSync('server/src/edge/live.ts', 'utf8')}`;
  expect(violations('server/src/edge/live.ts', planted)).toHaveLength(1);
});
