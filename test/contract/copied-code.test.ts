import type { Answer } from '@changping/contracts/http';
import { expect, it, onTestFinished } from 'vitest';
import { until } from '../world.ts';
import { heard, newId, whole } from './count-room.ts';
import { caseOf, tags } from './letter.ts';
import { aGateway } from './line.ts';
import { openServer } from './server.ts';
import { aSample } from './visitor.ts';

const hour = 3_600_000;

it('G10 tells both stores, once a day, of a code that was read at two places sooner than anybody drives', async () => {
  const server = await openServer();
  onTestFinished(() => server.close());
  const gateway = await aGateway(server);
  onTestFinished(() => void gateway.close());
  const before = Date.now() - hour;
  await gateway.send(tags(1, [caseOf(1), caseOf(2)], { at: before }));
  await gateway.send(tags(2, [caseOf(3)]));
  await until(
    () => server.count('entry join cell on cell.key = to_cell where piece is not null'),
    (n) => n === 3,
    5000,
  );

  const county = await aSample(server, 'keeper-pengyang');
  const id = newId();
  const place = 'CS-640425/receiving';
  whole(await county.post('/api/counts/open', { id, site: 'CS-640425', places: [place] }));
  whole(await county.post('/api/documents/step', { id, version: 1, action: 'start' }));
  const { head } = whole(await county.get<Answer<'/api/counts/{id}'>>(`/api/counts/${id}`));
  const device = newId();
  const scanned = async (n: number, at = Date.now()) => {
    const scans = [heard(caseOf(n), head, { place, at })];
    const { taken } = whole(
      await county.post('/api/counts/add', { id, device, round: 1, scans, covered: [] }),
    );
    expect(taken).toBe(1);
    return server.rows<{ site: string; home: string }>(
      `select site.code as site, detail ->> 'home' as home from event join site on site.key = event.site
       where what = 'copiedCode' order by event.key`,
    );
  };
  expect(await scanned(2), 'in an hour it may have come').toEqual([]);
  const both = [
    { site: 'CS-640425', home: 'RC-S' },
    { site: 'RC-S', home: 'CS-640425' },
  ];
  expect(await scanned(1, before + 60_000)).toEqual(both);
  expect(await scanned(1, before + 120_000), 'the same again').toEqual(both);
  // Nor by a clock that runs ahead, which would also hide every later scan.
  expect(await scanned(3, Date.now() + 10_000 * hour)).toEqual([...both, ...both]);
  expect(server.rows<{ at: number }>('select max(at) as at from hand_scan')[0]?.at).toBeLessThanOrEqual(
    Date.now(),
  );
  expect(server.unsound()).toEqual([]);
});
