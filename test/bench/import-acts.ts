/** An import of 10,000 tagged pieces over HTTP, from the bytes to the last of its commits: how long anybody else waits meanwhile. */
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { Instant } from '@changping/contracts/units';
import { readRegion } from '@changping/server/region';
import { serve } from '@changping/server/serve';
import { aSample } from '../contract/visitor.ts';
import type { Figure } from './figure.ts';
import { longestTurn } from './turns.ts';

const pieces = 10_000;

export async function* importActs(): AsyncGenerator<Figure> {
  const folder = mkdtempSync(join(tmpdir(), 'changping-bench-'));
  const region = readRegion(join(import.meta.dirname, '../../server/region/ningxia'));
  const local = { host: '127.0.0.1', port: 0 };
  const serving = await serve({
    settings: { http: local, mqtt: local, data: folder, region: region.id, gateways: [] },
    ...{ region, version: 'bench', pages: join(folder, 'pages'), samples: true },
    now: () => Date.now() as Instant,
    say: { refused() {}, climate() {}, certificate() {}, failed: (error) => console.error(error) },
    die(error) {
      throw error;
    },
  });
  try {
    const keeper = await aSample({ address: `http://127.0.0.1:${serving.port}` }, 'keeper-guyuan');
    const id = randomUUID();
    const path = `/api/imports/${id}` as const;
    const bytes = Buffer.from(fileOf(pieces)).toString('base64');
    const sending = longestTurn();
    await keeper.post('/api/imports/upload', { id, kind: 'stock', site: 'RC-S', name: 'bench.csv', bytes });
    const sent = sending();
    for (;;) {
      const { state } = (await keeper.get<Answer<'/api/imports/{id}'>>(path)).body;
      if (state === 'checked') break;
      if (state !== 'reading') throw new Error(state);
    }
    const [from, entering] = [performance.now(), longestTurn()];
    const { body } = await keeper.post('/api/imports/apply', { id });
    const [entered, wall] = [entering(), performance.now() - from];
    if (body.receipt?.pieces !== pieces) throw new Error(JSON.stringify(body));
    const of = `of ${pieces.toLocaleString('en')} tagged pieces`;
    const figure = (name: string, value: number, note: string): Figure => ({
      ...{ bench: 'store', figure: name, value, unit: 'ms', budget: 20, atMost: true, note },
    });
    yield figure('import-send-ms', sent, `the longest turn; ${of}`);
    yield figure('import-enter-ms', entered, `the longest turn; ${of}; wall ${wall.toFixed(0)}`);
  } finally {
    await serving.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

const fileOf = (rows: number): string =>
  [
    '品种,批次,件号,标签编码,数量,单位,位置',
    ...Array.from(
      { length: rows },
      (_, i) => `棉被,B-${i % 200},B-${i},E28011606000AAAA${String(i).padStart(8, '0')},10,条,ordinary`,
    ),
  ].join('\n');
