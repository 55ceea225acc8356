import { expect, it } from 'vitest';
// @ts-expect-error plain .mjs without types: it runs before anything is installed
import { violations } from './imports.mjs';

it.each([
  ['server/src/domain/expiry.ts', "import fs from 'node:fs';", 1],
  ['server/src/domain/expiry.ts', "import { keep } from '../store/keep.ts';", 1],
  ['gateway/src/presence.ts', "import { x } from '@changping/server/main';", 1],
  ['contracts/src/letters.ts', "import { z } from 'zod';", 1],
  ['contracts/src/http.ts', "import { z } from 'zod';", 0],
  ['server/src/edge/http.ts', "import type { Reads } from '../store/reads.ts';", 0],
])('%s with %s has %i violation', (path, text, count) => {
  expect(violations(path, text)).toHaveLength(count);
});
