/** A day in which everything happened that the HTTP interface can tell of. */
import { breach, caseOf, climate, health, passage, stranger, sweep, tags, voids } from './letter.ts';
import { aGateway, knocks } from './line.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, aVisitor } from './visitor.ts';

/** To be closed by whoever asked for it. */
export async function aDay(): Promise<TestServer> {
  const server = await openServer({ allow: ['127.0.0.1:1'] });
  // What comes in has been over for long.
  server.db.raw.prepare("update lot set expires_on = '2020-01-01' where code = 'SAMPLE-Q-2026-09'").run();
  const south = await aGateway(server);
  const north = await aGateway(server, 'GW-RC-N');
  const reader = {
    reader: 'gate-1',
    state: 'silent',
    lastReadAt: Date.now(),
    reads: 7,
    noiseBytes: 3,
    badFrames: 1,
  };
  const day = [
    tags(
      1,
      Array.from({ length: 25 }, (_, i) => caseOf(i + 1)),
    ),
    tags(
      2,
      Array.from({ length: 20 }, (_, i) => stranger(i)),
    ),
    tags(3, ['00'.repeat(12), caseOf(3)]),
    climate(4, [4.5, null, 6]),
    climate(5, [20], { probe: 'hall-1', humidity: [null] }),
    breach(6, 'e1'),
    breach(7, 'e1', { state: 'closed' }),
    breach(8, 'e2', { measure: 'data', cause: 'noData', limit: null, value: null, worst: null }),
    health(9, [reader], [{ probe: 'cold-1', state: 'stale', lastReadingAt: null }]),
    voids(10, 12),
    tags(13, undefined, { change: 'left', rssi: [null], antenna: [null] }),
    ...Array.from({ length: 8 }, (_, i) => tags(14 + i, undefined, { v: 2, i })),
    passage(22, 'in', [caseOf(1), stranger(5)]),
    passage(23, 'out', [caseOf(1), stranger(5)], { stray: [false, true] }),
    sweep(24, 'ordinary', [caseOf(1), stranger(5)]),
    tags(25, [caseOf(3), stranger(6)], { gate: true }),
  ];
  for (const letter of day) await south.send(letter);
  await south.send('no letter at all');
  (await knocks(server, 'GW-CD-WZ')).line.close();
  await north.send(tags(1, [caseOf(1), caseOf(2), caseOf(39)], { at: Date.now() }, 'GW-RC-N'));
  await handhelds(server);
  return {
    ...server,
    async close() {
      south.close();
      north.close();
      await server.close();
    },
  };
}

/** One that works, and one that was lost and still had something to send when it heard that it is revoked. */
async function handhelds(server: TestServer): Promise<void> {
  const [system, security] = [await aSample(server, 'system'), await aSample(server, 'security')];
  const enrolled = async (name: string, epoch: string) => {
    const { body } = await system.post('/api/handhelds/code', { name, site: 'RC-S' });
    const handheld = aVisitor(server);
    const { status } = await handheld.post('/api/handhelds/enrol', { code: body.code, epoch });
    if (status !== 200) throw new Error(`the handheld was not enrolled: ${status}`);
    return { ...handheld, id: body.id, epoch };
  };
  await enrolled('手持一', '01990000-0000-7000-8000-0000000000e1');
  const lost = await enrolled('手持二', '01990000-0000-7000-8000-0000000000e2');
  await security.post('/api/handhelds/revoke', { id: lost.id, reason: '遗失' });
  const at = Date.now();
  const unsent = { command: '/api/documents/step', body: { action: 'receive' }, signedAt: at, sentAt: at };
  const left = { epoch: lost.epoch, seq: 1, by: 'keeper-guyuan', ...unsent };
  const { status } = await lost.post('/api/handhelds/leftover', left);
  if (status !== 200) throw new Error(`what the handheld left was not taken: ${status}`);
}
