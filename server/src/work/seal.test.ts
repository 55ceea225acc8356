import { execFileSync, spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, createPublicKey, verify } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import readSheet from 'read-excel-file/node';
import { afterAll, expect, it } from 'vitest';
import { verdictOf } from '../check-report/verdict.ts';
import { signerIn } from '../store/head-key.ts';
import { csvOf } from './csv.ts';
import { csvGrid } from './import/csv-grid.ts';
import { unpacked } from './import/unpacked.ts';
import type { Paper } from './paper.ts';
import { pdfOf } from './pdf.ts';
import { type Claim, type SealedFormat, sealed, sealOf } from './seal.ts';
import { xlsxOf } from './xlsx.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-seal-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** RFC 8032, 7.1, test 1. */
const secret = '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60';
const key = createPrivateKey({
  key: Buffer.from(`302e020100300506032b657004220420${secret}`, 'hex'),
  ...{ format: 'der', type: 'pkcs8' },
});
writeFileSync(join(folder, 'head-key.pem'), key.export({ type: 'pkcs8', format: 'pem' }));
const signer = signerIn(folder);

const head = { chain: 'RC-S', n: 7, hash: 'ab'.repeat(32) };
const order = { report: 'inventory', site: 'RC-S', format: 'csv', lang: 'zh' };
const claim: Claim = { head, at: 1_795_000_000_000, by: 'keeper-guyuan', order };
const paper: Paper = {
  ...{ name: 'stock', title: '库存报表', head, notes: [], signatures: ['制表'] },
  about: [['账链', `RC-S  n = 7  SM3 ${head.hash}`]],
  tables: [{ columns: [{ title: '品名', width: 1 }], rows: [['棉被'], [10]] }],
};
const written: Record<SealedFormat, () => Promise<Uint8Array>> = {
  csv: async () => csvOf(paper),
  pdf: () => pdfOf(paper),
  xlsx: () => xlsxOf(paper),
};
const formats = ['csv', 'pdf', 'xlsx'] as const;

it('writes the very bytes that openssl signed', () => {
  const body = Buffer.from('\uFEFF品名,数量\r\n棉被,10\r\n');
  const statement =
    'WyJjaGFuZ3BpbmctcmVwb3J0IiwxLCI0M2IwYmE0YmZjNGVjOWJjNDQwNTBmMjdiMWNiZGU1NDM1Yjg5Mzk0MTM2NDNlZTE0ZDUzMmFmNjkyODc4ZGNlIl0KWyJoZWFkIiwiUkMtUyIsNywiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYmFiYWJhYiJdClsibWFkZSIsMTc5NTAwMDAwMDAwMCwia2VlcGVyLWd1eXVhbiJdClsib3JkZXIiLHsicmVwb3J0IjoiaW52ZW50b3J5Iiwic2l0ZSI6IlJDLVMiLCJmb3JtYXQiOiJjc3YiLCJsYW5nIjoiemgifV0';
  const open = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo';
  const signature = 'mKM3rWoHz9BZYH6v3yuLTf12lQcOBuxjlDH0O7-C1pqibOYQ3jGoyjUg6Nw-nzfkcRLksLj5a8yjPGi8iKg9Aw';
  const whole = `${body}changping-seal 1 ${statement} ${open} ${signature}\r\n`;
  expect(Buffer.from(sealed(body, 'csv', claim, signer)).toString()).toBe(whole);
  expect(sealOf(Buffer.from(whole))).toEqual({ claim, key: open, isWhole: true });
});

/** Cut out by hand: nothing of ours says where it stands or what is signed. */
function parts(file: Buffer, format: SealedFormat) {
  const at = file.lastIndexOf('changping-seal 1 ');
  const [text = ''] = /^[\w -]+/.exec(file.subarray(at).toString('latin1')) ?? [];
  const [, , statement = '', open = '', signature = ''] = text.split(' ');
  const before = { csv: at, pdf: at - 1, xlsx: at }[format];
  const after = at + text.length + { csv: 2, pdf: 1, xlsx: 0 }[format];
  const rest = Buffer.concat([file.subarray(0, before), file.subarray(after)]);
  if (format === 'xlsx') rest.writeUInt16LE(0, rest.length - 2);
  const plain = (part: string) => Buffer.from(part, 'base64url');
  return { rest, statement: plain(statement), open: plain(open), signature: plain(signature) };
}

it.each(formats)('is a signature that other tools check over a %s', async (format) => {
  const file = Buffer.from(sealed(await written[format](), format, claim, signer));
  const { rest, statement, open, signature } = parts(file, format);
  const digest = createHash('sm3').update(rest).digest('hex');
  expect(
    statement
      .toString()
      .split('\n')
      .map((line) => JSON.parse(line)),
  ).toEqual([
    ['changping-report', 1, digest],
    ['head', head.chain, head.n, head.hash],
    ['made', claim.at, claim.by],
    ['order', order],
  ]);
  const der = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), open]);
  const publicKey = createPublicKey({ key: der, format: 'der', type: 'spki' });
  expect(verify(null, statement, publicKey, signature)).toBe(true);

  if (spawnSync('openssl', ['version']).status !== 0) return;
  const put = (name: string, bytes: Uint8Array) => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };
  const by = ['-pubin', '-keyform', 'DER', '-inkey', put('key.der', der)];
  const asked = ['-rawin', '-in', put('said', statement), '-sigfile', put('signature', signature)];
  expect(execFileSync('openssl', ['pkeyutl', '-verify', ...by, ...asked]).toString()).toContain('Success');
  expect(execFileSync('openssl', ['dgst', '-sm3', '-r', put('rest', rest)]).toString()).toContain(digest);
});

it.each(formats)(
  'finds every byte of a %s that is another, and a missing or an added one',
  async (format) => {
    const bytes = await written[format]();
    const file = Buffer.from(sealed(bytes, format, claim, signer));
    expect(verdictOf(file, signer.x)).toEqual({ is: 'genuine', claim, key: signer.x });
    const believed: number[] = [];
    // Of a font every eleventh byte stands for the others.
    for (let at = 0; at < file.length; at += format === 'pdf' && at < bytes.length - 1500 ? 11 : 1)
      for (const bit of [1, 4, 0x20]) {
        file[at] = (file[at] as number) ^ bit;
        if (['genuine', 'foreign'].includes(verdictOf(file, signer.x).is)) believed.push(at);
        file[at] = (file[at] as number) ^ bit;
      }
    expect(believed).toEqual([]);
    for (const other of [
      file.subarray(0, -1),
      file.subarray(1),
      Buffer.concat([file, Buffer.from('\n')]),
      Buffer.concat([file, file.subarray(file.lastIndexOf('changping-seal'))]),
      Buffer.concat([Buffer.from('\n'), file]),
    ])
      expect(verdictOf(other, signer.x).is).toMatch(/^(altered|unsigned)$/);
    expect(verdictOf(bytes, signer.x)).toEqual({ is: 'unsigned' });
  },
  60_000,
);

it('does not take the signature of one report for another', async () => {
  const file = Buffer.from(sealed(csvOf(paper), 'csv', claim, signer));
  const other = csvOf({ ...paper, title: '库存表' });
  const moved = Buffer.concat([other, file.subarray(file.indexOf('changping-seal'))]);
  expect(verdictOf(moved, signer.x)).toEqual({ is: 'altered' });
});

it('names a report that another key signed, and believes no key that was put in its place', () => {
  const foreign = mkdtempSync(join(folder, 'other-'));
  const file = Buffer.from(sealed(csvOf(paper), 'csv', claim, signerIn(foreign)));
  expect(verdictOf(file, signer.x)).toEqual({ is: 'foreign', claim, key: signerIn(foreign).x });
  const swapped = file.toString('utf8').replace(signerIn(foreign).x, signer.x);
  expect(verdictOf(Buffer.from(swapped), signer.x)).toEqual({ is: 'altered' });
});

it('leaves every reader what it read before', async () => {
  const xlsx = sealed(await written.xlsx(), 'xlsx', claim, signer);
  expect([...unpacked(xlsx).keys()]).toEqual([...unpacked(await written.xlsx()).keys()]);
  const sheet = await readSheet(Buffer.from(xlsx));
  expect(JSON.stringify(sheet)).toContain('棉被');
  const csv = sealed(csvOf(paper), 'csv', claim, signer);
  expect(csvGrid(csv).rows).toEqual(csvGrid(csvOf(paper)).rows);
  writeFileSync(join(folder, 'a.xlsx'), xlsx);
  writeFileSync(join(folder, 'a.pdf'), sealed(await written.pdf(), 'pdf', claim, signer));
  for (const [tool, args, says] of [
    ['unzip', ['-tq', join(folder, 'a.xlsx')], 'No errors'],
    ['pdftotext', [join(folder, 'a.pdf'), '-'], '棉被'],
  ] as const) {
    const { error, status, stdout, stderr } = spawnSync(tool, args, { encoding: 'utf8' });
    if (!error) expect([status, stdout, stderr]).toEqual([0, expect.stringContaining(says), '']);
  }
});
