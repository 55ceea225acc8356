/** What is exported is what is imported, over two real servers. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { apply, checked, mistakes } from './import-file.ts';
import { aServer, type TestServer } from './server.ts';
import { aSample } from './visitor.ts';

it.each(['csv', 'xlsx'] as const)(
  'what is exported as %s is what is imported: there it changes nothing, and an empty book has the same after it',
  async (format) => {
    const [full, other] = [await aServer(), await aServer()];
    const [here, there] = [await aSample(full, 'keeper-guyuan'), await aSample(other, 'keeper-guyuan')];
    const first = await checked(here, {
      bytes: [
        '品种,批次,生产日期,有效期至,供应商,件号,标签,数量,位置,质量,等级,权属',
        `棉被,'=cmd|calc!A1,2026-01-02,2031-01-02,"甲，""乙"",丙",P-1,E28011606000990000000001,10,ordinary,待检,,`,
        `棉被,'=cmd|calc!A1,,,,,,7,receiving,,duty,RC-N`,
      ].join('\n'),
    });
    expect((await apply(here, first.id)).status, JSON.stringify(await mistakes(here, first.id))).toBe(200);
    const bytes = await exported(full, format);
    const again = await checked(here, { bytes });
    expect(again).toMatchObject({ errors: 0, fresh: 0, same: again.rows });
    // That book is empty.
    const { id, errors, fresh, same } = await checked(there, { bytes });
    expect([errors, fresh, same], (await mistakes(there, id)).join()).toEqual([0, 2, 0]);
    expect((await apply(there, id)).status).toBe(200);
    expect(linesOf(await exported(other, 'csv'))).toEqual(linesOf(await exported(full, 'csv')));
    expect(other.unsound()).toEqual([]);
  },
);

/** Without the signature: each book has a key of its own. */
const linesOf = (csv: Buffer) => {
  const lines = csv.toString('utf8').split('\r\n');
  expect(lines.at(-2)).toMatch(/^changping-seal /);
  return lines.toSpliced(-2, 1).sort();
};

async function exported(from: TestServer, format: 'csv' | 'xlsx'): Promise<Buffer> {
  const who = await aSample(from, 'keeper-guyuan');
  const id = randomUUID();
  const { status } = await who.post('/api/jobs/start', {
    id,
    report: 'inventory',
    site: 'RC-S',
    format,
    lang: 'zh',
  });
  expect(status).toBe(200);
  await expect
    .poll(async () => (await who.get<{ state: string }>(`/api/jobs/${id}`)).body.state, { timeout: 20_000 })
    .toBe('done');
  return Buffer.from(
    await (await fetch(`${from.address}/api/files/${id}`, { headers: who.keeps })).arrayBuffer(),
  );
}
