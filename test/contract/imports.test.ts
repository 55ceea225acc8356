/** Files that people send to be imported: real bytes to a real server, every mistake told by row and column, all of it entered or nothing. */
import { randomUUID } from 'node:crypto';
import type { Answer } from '@changping/contracts/http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import writeExcel from 'write-excel-file/node';
import { bookParts, inline, zipOf } from '../zip.ts';
import { apply, checked, type Importing, mistakes, type Sent, send, settled } from './import-file.ts';
import { openServer, type TestServer } from './server.ts';
import { aSample, type Visitor } from './visitor.ts';

const row = `<row r="1">${inline('A1', 'x')}</row>`;
/** Packed before anybody is connected: a line that idles while this process packs for seconds is closed. */
const { bombs, crowds } = packTooLarge();
let server: TestServer;
let keeper: Visitor;
let policy: Visitor;
beforeAll(async () => {
  server = await openServer();
  keeper = await aSample(server, 'keeper-guyuan');
  policy = await aSample(server, 'policy');
});
afterAll(() => server.close());

const head = '品种,批次,件号,标签编码,数量,单位,位置';
const table = (...rows: string[]) => `${[head, ...rows].join('\n')}\n`;
const wrongIn = async (bytes: Sent['bytes'], more: Partial<Sent> = {}) => {
  const { id, state, fault, detail } = await checked(keeper, { bytes, ...more });
  expect(state, `${fault} ${detail}`).toBe('checked');
  return mistakes(keeper, id);
};
const refusedAs = async (bytes: Sent['bytes'], name?: string) => {
  const { state, fault } = await checked(keeper, { bytes, ...(name ? { name } : {}) });
  return state === 'failed' ? fault : state;
};
const entered = async (bytes: Sent['bytes'], more: Partial<Sent> = {}): Promise<Importing> => {
  const { id } = await checked(keeper, { bytes, ...more });
  const { status, body } = await apply(keeper, id);
  expect(status, JSON.stringify([body, await mistakes(keeper, id)])).toBe(200);
  return body;
};
const stock = (lot: string) =>
  server.rows<{ place: string; piece: string | null; quantity: number }>(
    `select place.code as place, piece.id as piece, stock.quantity from stock join cell on cell.key = stock.cell
       join place on place.key = cell.place join lot on lot.key = cell.lot left join piece on piece.key = cell.piece
     where lot.code = '${lot}' and place.site is not null order by piece.id`,
  );
const audits = (action: string) =>
  server.rows(`select object, account, result from audit where action = '${action}'`);
const epc = (n: number) => `E2801160600099${String(n).padStart(10, '0')}`;

it('enters lots, tagged pieces and loose goods of a store in one commit with one audit row, and its entries can be opened', async () => {
  const before = server.count('commit_row');
  const rows = table(
    `棉被,IMP-1,IMP-1-A,${epc(1)},10,条,ordinary`,
    `Quilt,IMP-1,,${epc(2)},10,piece,RC-S/ordinary`,
    '棉被,IMP-1,,,7,,receiving',
  );
  const { id, receipt, changes, tags } = await entered(rows);
  expect(changes).toEqual([{ kind: 'quilt', lots: 1, pieces: 2, quantity: 27 }]);
  expect(tags).toBe(2);
  expect(stock('IMP-1')).toEqual([
    { place: 'RC-S/receiving', piece: null, quantity: 7 },
    { place: 'RC-S/ordinary', piece: expect.stringMatching(/^0/), quantity: 10 },
    { place: 'RC-S/ordinary', piece: 'IMP-1-A', quantity: 10 },
  ]);
  // One of the upload, one of the import.
  expect(server.count('commit_row') - before).toBe(2);
  expect(audits('import.apply')).toEqual([
    { object: 'stock 清单.csv', account: 'keeper-guyuan', result: 'ok' },
  ]);
  const opened = await keeper.get<Answer<'/api/imports/{id}/entries'>>(`/api/imports/${id}/entries`);
  expect(opened.body.items.map(({ lot, quantity }) => [lot, quantity])).toEqual([
    ['IMP-1', 10],
    ['IMP-1', 10],
    ['IMP-1', 7],
  ]);
  const [commit] = server.rows<{ n: number; hash: string }>(
    `select n, hash from commit_row where key = (select commit_key from import where id = '${id}')`,
  );
  expect(receipt?.commit).toEqual(commit);
  const { trail } = (await keeper.get<Answer<'/api/pieces/{epc}'>>(`/api/pieces/${epc(1)}`)).body;
  // Of the same moment.
  expect(trail.map(({ what }) => what).sort()).toEqual(['entry', 'tag']);
  expect(server.unsound()).toEqual([]);
});

it('C1: reads UTF-8 with and without its mark, UTF-16 with its mark and GB18030; what is none of them is refused', async () => {
  const text = table('医用口罩,编码-𠮷,,,5,只,ordinary');
  // "医用口罩" and the rest in GB18030, from iconv; Node only reads it.
  const gb = Buffer.from(
    'c6b7d6d62cc5fab4ce2ccafdc1bf2cceb7d6c30ad2bdd3c3bfdad5d62ccfe12d312c352c6f7264696e6172790a'.replace(
      'ceb7d6c3',
      'cebbd6c3',
    ),
    'hex',
  );
  for (const [bytes, encoding] of [
    [text, 'utf-8'],
    [`\uFEFF${text}`, 'utf-8'],
    [Buffer.from(`\uFEFF${text}`, 'utf16le'), 'utf-16le'],
    [Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(), 'utf-16be'],
    [gb, 'gb18030'],
  ] as const) {
    const { encoding: read, errors, heads } = await checked(keeper, { bytes });
    expect([read, errors, heads[0]]).toEqual([encoding, 0, '品种']);
  }
  expect(await refusedAs(Buffer.from(text, 'utf16le'))).toBe('importEncoding');
  expect(await refusedAs(Buffer.from([0x61, 0xff, 0xff, 0x0a, 0x62, 0x0a]))).toBe('importEncoding');
});

it('C2: tells a missing and a doubled head, and leaves alone what it does not know', async () => {
  const lines = '品种,批次,数量,批次,备注\n棉被,C2-1,5,C2-1,新\n';
  expect(await wrongIn(lines)).toEqual(['1 columnMissing', 'D1 columnTwice']);
  const { mapping, errors } = await checked(keeper, {
    bytes: '备注,kind,LOT,Qty (pcs),库位\n新,quilt,C2,5,ordinary\n',
  });
  expect([mapping, errors]).toEqual([{ kind: 1, lot: 2, quantity: 3, place: 4 }, 0]);
});

it('C3: refuses a quote that is never closed', async () => {
  expect(await refusedAs(table('棉被,"C3,,,5,条,ordinary'))).toBe('importBroken');
});

it('C4: refuses more than 100,000 rows and more than 10 MB', async () => {
  expect(await refusedAs(`品种,批次\n${'q,l\n'.repeat(100_001)}`)).toBe('importTooLarge');
  const { code } = await send(keeper, { bytes: Buffer.alloc(10 * 2 ** 20 + 1, 'a') });
  expect(code).toMatch(/bodyTooLarge|bodyShape/);
});

it('C5: refuses a zip bomb by what it claims and by what it is, ten thousand sheets, cells far out, and entities', async () => {
  for (const bomb of bombs) expect(bomb.length).toBeLessThan(200_000);
  for (const bytes of [...bombs, ...crowds]) expect(await refusedAs(bytes)).toBe('importTooLarge');
  const far = `<row r="1">${inline('A1', 'x')}</row><row r="1048576">${inline('XFD1048576', 'y')}</row>`;
  expect(await refusedAs(zipOf(bookParts(far)))).toBe('importTooLarge');
  const parts = bookParts(row).map((part) =>
    part.name.endsWith('sheet1.xml')
      ? {
          ...part,
          content: String(part.content).replace(
            '?>',
            '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
          ),
        }
      : part,
  );
  expect(await refusedAs(zipOf(parts))).toBe('importBroken');
  expect(await refusedAs(zipOf(bookParts(row)).subarray(0, 300))).toBe('importBroken');
  expect(await refusedAs('PK not a zip at all', '清单.xlsx')).toBe('importBroken');
  expect(await refusedAs(table(), '清单.xlsx')).toBe('importType');
  expect(await refusedAs(table(), '清单.pdf')).toBe('importType');
}, 90_000);

it('C6: takes no formula, neither of a sheet nor as text; with its apostrophe it is text, and comes out with it again', async () => {
  const cells = ['kind', 'lot', 'quantity', 'place'].map((text, i) => inline(`${'ABCD'[i]}1`, text)).join('');
  const row = `${inline('A2', 'quilt')}${inline('B2', 'C6')}<c r="C2"><f>HYPERLINK("x")</f><v>5</v></c>${inline('D2', '=1+1')}`;
  const sheet = zipOf(bookParts(`<row r="1">${cells}</row><row r="2">${row}</row>`));
  expect(await wrongIn(sheet)).toEqual(['C2 formula', 'D2 formula']);
  expect(await wrongIn(table('棉被,=cmd|calc!A1,,,5,条,ordinary', '棉被,@SUM,-X,,5,条,ordinary'))).toEqual([
    'B2 formula',
    'B3 formula',
    'C3 formula',
  ]);
  await entered(table("棉被,'=cmd|calc!A1,,,5,条,ordinary"));
  expect(stock('=cmd|calc!A1')).toHaveLength(1);
});

it('C7: refuses a tag that a spreadsheet has made a number of, with its row', async () => {
  const rows = table('棉被,C7,C7-1,3.00833E+23,5,条,ordinary', '棉被,C7,C7-2,E28,5,条,ordinary');
  expect(await wrongIn(rows)).toEqual(['D2 epcDamaged', 'D3 epc']);
  const number = await writeExcel([
    ['品种', '批次', '标签', '数量', '位置'].map((value) => ({ value, type: String })),
    [
      { value: 'quilt' },
      { value: 'C7' },
      { value: 3.00833e23, type: Number },
      { value: 5, type: Number },
      { value: 'ordinary' },
    ],
  ]).toBuffer();
  expect(await wrongIn(number)).toEqual(['C2 epcDamaged']);
});

it('C8: refuses days that do not exist, serial numbers and other calendars, and reads those that people write', async () => {
  const days = (...rows: string[]) =>
    `品种,批次,生产日期,有效期至,数量,位置\n${rows.map((row) => `${row},5,ordinary\n`).join('')}`;
  const wrong = days(
    '棉被,C8-1,2024/2/30,',
    '棉被,C8-2,44927,',
    '棉被,C8-3,民国113年2月1日,二〇二四',
    '棉被,C8-4,2026-05-01,2025-05-01',
    '棉被,C8-5,3/4/2026,',
  );
  expect(await wrongIn(wrong)).toEqual(['C2 day', 'C3 day', 'C4 day', 'D4 day', 'D5 daysReversed', 'C6 day']);
  await entered(days('棉被,C8-6,2024/2/29,2029年3月1日', '棉被,C8-7,20240301,2029.03.01'));
  expect(
    server.rows(
      "select made_on as madeOn, expires_on as expiresOn from lot where code like 'C8-%' order by code",
    ),
  ).toEqual([
    { madeOn: '2024-02-29', expiresOn: '2029-03-01' },
    { madeOn: '2024-03-01', expiresOn: '2029-03-01' },
  ]);
});

it('C9: the same file twice changes nothing, nor do the same rows in another order, form or file; what is added to it is entered alone', async () => {
  const rows = [`棉大衣,C9,C9-1,${epc(91)},10,件,ordinary`, '棉大衣,C9,,,3,件,receiving'];
  const first = await entered(table(...rows));
  const holds = server.holds();
  const again = await entered(table(...rows));
  expect(again.receipt).toEqual(first.receipt);
  const book = await writeExcel(
    [head, ...rows.reverse()].map((row) => row.split(',').map((value) => ({ value, type: String }))),
  ).toBuffer();
  expect((await entered(book)).receipt).toEqual(first.receipt);
  // Uploads leave their row in the audit, and so a commit each; the book has not moved.
  expect(server.holds().entry).toBe(holds.entry);
  expect(audits('import.apply').length).toBe(server.count('import'));
  const { same, fresh, pieces } = await entered(table(...rows, '棉大衣,C9,C9-2,,4,件,ordinary'));
  expect({ same, fresh, pieces }).toEqual({ same: 2, fresh: 1, pieces: 1 });
  expect(stock('C9').map(({ quantity }) => quantity)).toEqual([3, 10, 4]);
});

it('C10: with half of the rows wrong nothing is entered and every mistake is told', async () => {
  const rows = Array.from(
    { length: 600 },
    (_, i) => `棉被,C10,,,${i % 2 ? 0 : 1},条,${i % 2 ? 'moon' : 'ordinary'}`,
  );
  const { id, errors } = await checked(keeper, { bytes: table(...rows) });
  // Two in every second row, and the loose goods of the others are all the same cell but for the first.
  expect(errors).toBe(600 + 299);
  const listed = await keeper.get<Answer<'/api/imports/{id}/errors'>>(`/api/imports/${id}/errors?limit=500`);
  expect(listed.body.items).toHaveLength(500);
  expect(listed.body.items[0]).toMatchObject({
    row: 3,
    column: 'E',
    code: 'quantity',
    value: '0',
    sentence: { zh: expect.stringContaining('整数') },
  });
  const next = await keeper.get<Answer<'/api/imports/{id}/errors'>>(
    `/api/imports/${id}/errors?limit=500&after=${listed.body.next}`,
  );
  expect([next.body.items.length, next.body.next]).toEqual([399, null]);
  expect((await apply(keeper, id)).code).toBe('importWrong');
  expect([stock('C10'), server.count("lot where code = 'C10'")]).toEqual([[], 0]);
});

it('C11: refuses quantities that are none and a unit that the catalogue does not count in', async () => {
  const many = ['-5', '0', '1.5', '1e3', '', '1000001', '12条'];
  const rows = many.map((each, i) => `棉被,C11-${i},,,${each},条,ordinary`);
  expect(await wrongIn(table(...rows, '棉被,C11-9,,,5,箱,ordinary'))).toEqual([
    ...[2, 3, 4, 5].map((row) => `E${row} quantity`),
    'E6 wanted',
    'E7 quantity',
    'E8 quantity',
    'F9 unit',
  ]);
});

it('C12: full-width digits, hard spaces and spaces around are no part of a code; signs nobody sees are refused', async () => {
  await entered(table('　棉被 , Ｃ１２－Ａ ,\u00a0C12-1 ,,１０,条, ordinary '));
  expect(stock('C12－A')).toEqual([{ place: 'RC-S/ordinary', piece: 'C12-1', quantity: 10 }]);
  expect(
    await wrongIn(table('棉被,C12\u200bB,,,5,条,ordinary', `棉被,${'x'.repeat(61)},,,5,条,ordinary`)),
  ).toEqual(['B2 characters', 'B3 tooLong']);
  for (const sign of ['\u00ad', '\u061c', '\u2028'])
    expect(await wrongIn(table(`棉被,C12${sign}A,,,5,条,ordinary`))).toEqual(['B2 characters']);
});

it('never overwrites: another lot, piece, tag or quantity than the book has is refused by its row', async () => {
  await entered(
    `品种,批次,生产日期,件号,标签,数量,位置\n棉被,OVER,2026-01-01,OVER-1,${epc(71)},5,ordinary\n棉被,OVER,,,,3,ordinary\n`,
  );
  const rows = [
    `棉大衣,OVER,,OVER-2,,5,ordinary`,
    `棉被,OVER,2026-01-02,OVER-3,,5,ordinary`,
    `棉被,OVER,,OVER-1,,6,ordinary`,
    `棉被,OVER,,OVER-4,${epc(71)},5,ordinary`,
    `棉被,OVER,,OVER-1,${epc(72)},5,ordinary`,
    `棉被,OVER,,,,4,ordinary`,
  ];
  expect(await wrongIn(`品种,批次,生产日期,件号,标签,数量,位置\n${rows.join('\n')}\n`)).toEqual([
    'A2 lotKind',
    'C3 lotOther',
    'D4 pieceOther',
    'E5 tagTaken',
    'D6 twice 4',
    'E6 tagOther',
    'F7 looseOther',
  ]);
});

it('what changed in the book after the check is found by the apply, and nothing is entered', async () => {
  const rows = table('棉被,LATE,LATE-1,,5,条,ordinary', '棉被,LATE,,,5,条,ordinary');
  const early = await checked(keeper, { bytes: rows });
  await entered(table('棉被,LATE,LATE-1,,6,条,ordinary'));
  expect(early.errors).toBe(0);
  expect((await apply(keeper, early.id)).code).toBe('importWrong');
  expect(await mistakes(keeper, early.id)).toEqual(['C2 pieceOther']);
  expect(stock('LATE')).toHaveLength(1);
});

it('binds tags to pieces that lie in the store, each to one, and only where there is none yet', async () => {
  await entered(table('棉被,TAGS,TAGS-1,,5,条,ordinary', `棉被,TAGS,TAGS-2,${epc(52)},5,条,ordinary`));
  const of = { kind: 'tags' } as const;
  const wrong = `piece,epc\nTAGS-2,${epc(53)}\nTAGS-9,${epc(54)}\nTAGS-1,${epc(52)}\nTAGS-1,FFFFFFFF\n`;
  expect(await wrongIn(wrong, of)).toEqual(['B2 tagOther', 'A3 piece', 'B4 tagTaken', 'B5 epcBlank']);
  const { tags } = await entered(`件号,EPC\nTAGS-1,${epc(51)}\nTAGS-2,${epc(52)}\n`, of);
  expect(tags).toBe(1);
  expect((await keeper.get<Answer<'/api/pieces/{epc}'>>(`/api/pieces/${epc(51)}`)).body.piece?.id).toBe(
    'TAGS-1',
  );
});

it('takes a list of supply classes as a version of its own, named by its file; an older list imported again is in force again', async () => {
  const of = { kind: 'supplyClasses', site: 'ningxia' } as const;
  const old = '代码,名称\n1010101,帐篷\n2019999,其他装备\n';
  const now = '代码,名称\n1010101,单帐篷\n';
  const enter = async (bytes: string) => {
    const { id, digest } = await checked(policy, { ...of, bytes });
    expect((await apply(policy, id)).status).toBe(200);
    return digest;
  };
  const classes = async () => (await keeper.get<Answer<'/api/supply-classes'>>('/api/supply-classes')).body;
  const digest = await enter(old);
  expect(await classes()).toMatchObject({ digest, items: [{ name: '帐篷' }, { code: '2019999' }] });
  expect(await enter(now)).toBe((await classes()).digest);
  await enter(old);
  expect((await classes()).items).toHaveLength(2);
  const { id } = await checked(policy, { ...of, bytes: '代码,名称\n4010101,帐篷\n1010101,\n' });
  expect(await mistakes(policy, id)).toEqual(['A2 supplyClass', 'B3 wanted']);
});

it('remembers how a person meant the heads of a file, for the next one in another order', async () => {
  const first = await checked(keeper, { bytes: '甲,乙,丙,丁\nquilt,MAP-1,5,ordinary\n' });
  expect(first.errors).toBe(4);
  const mapping = { kind: 0, lot: 1, quantity: 2, place: 3 };
  expect((await keeper.post('/api/imports/map', { id: first.id, mapping })).status).toBe(200);
  expect(await settled(keeper, first.id)).toMatchObject({ errors: 0, mapping });
  const next = await checked(keeper, { bytes: '丁,乙,甲,丙\nordinary,MAP-1,quilt,5\n' });
  expect(next).toMatchObject({ errors: 0, mapping: { kind: 2, lot: 1, quantity: 3, place: 0 } });
  const other = await checked(policy, {
    kind: 'supplyClasses',
    site: 'ningxia',
    bytes: '甲,乙\n1010101,x\n',
  });
  expect(other.mapping).toEqual({});
});

it('lets nobody import what is not theirs, nor look at the file of another, and keeps each refusal', async () => {
  const bytes = table('棉被,NO,,,5,条,ordinary');
  const county = await aSample(server, 'keeper-pengyang');
  expect((await send(county, { bytes })).code).toBe('outOfScope');
  expect((await send(await aSample(server, 'approver'), { bytes })).code).toBe('rightMissing');
  expect((await send(keeper, { bytes, kind: 'supplyClasses', site: 'ningxia' })).code).toBe('rightMissing');
  expect((await send(keeper, { bytes, site: 'ningxia' })).code).toBe('notFound');
  const { id } = await checked(keeper, { bytes });
  expect((await county.get(`/api/imports/${id}`)).code).toBe('notFound');
  expect((await apply(county, id)).code).toBe('notFound');
  expect((await county.get<Answer<'/api/imports'>>('/api/imports?site=RC-S')).code).toBe('outOfScope');
  expect((await send(keeper, { id, bytes })).status).toBe(200);
  expect((await send(keeper, { id, bytes: table('棉被,NO,,,6,条,ordinary') })).code).toBe('idTaken');
  expect((await apply(keeper, randomUUID())).code).toBe('notFound');
  const refused = server.rows("select 1 from audit where action = '/api/imports/upload' and result <> 'ok'");
  expect(refused.length).toBeGreaterThanOrEqual(5);
  expect(server.unsound()).toEqual([]);
});

/** By what they are, also where they claim to be less; and by how many sheets there are. */
function packTooLarge() {
  const huge = { name: 'xl/media/1.xml', content: Buffer.alloc(129 * 2 ** 20, 0x20) };
  const sheets = (n: number) =>
    Array.from({ length: n }, (_, i) => ({ name: `xl/worksheets/s${i}.xml`, content: '<worksheet/>' }));
  return {
    bombs: [huge, { ...huge, claims: 100 }].map((part) => zipOf([...bookParts(row), part])),
    crowds: [10_000, 30].map((n) => zipOf([...bookParts(row), ...sheets(n)])),
  };
}
