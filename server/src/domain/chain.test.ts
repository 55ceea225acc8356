import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { type CommitText, canonical } from './chain.ts';

const piece = { lot: 'L-2026-冬', piece: '0199-p1', quality: 'usable', grade: 'reserve', owner: 'RC-S' };
const loose = { lot: 'L-loose', piece: null, quality: 'held', grade: 'duty', owner: 'RC-S' };
const letter = { gateway: 'GW-RC-S', epoch: '00000000000000aa', arrivedAt: 1795000001000 };
const commit: CommitText = {
  chain: 'RC-S',
  n: 7,
  previous: 'ab'.repeat(32),
  recordedAt: 1795000001001,
  entries: [
    {
      from: { ...piece, place: 'supplier' },
      to: { ...piece, place: 'RC-S/receiving' },
      quantity: 10,
      document: 'GI-2026-0001',
      actor: 'gateway:GW-RC-S',
      happenedAt: 1795000000000,
    },
    {
      from: { ...loose, place: 'RC-S/receiving' },
      to: { ...loose, place: 'consumed' },
      quantity: 1,
      document: null,
      actor: 'gateway:GW-RC-S',
      happenedAt: 1795000000001,
    },
  ],
  evidence: [
    { ...letter, from: 12, seq: 12, kind: 'tags', at: 1795000000000, flags: 0, digest: '0f'.repeat(32) },
    { ...letter, from: 13, seq: 15, kind: 'void', at: 1795000000002, flags: 1, digest: '1e'.repeat(32) },
  ],
  audits: [],
};

// Written by hand from the description, and hashed by another program's SM3.
const golden = [
  `["changping-commit",1,"RC-S",7,"sm3","abababababababababababababababababababababababababababababababab",1795000001001]`,
  `["entry",["supplier","L-2026-冬","0199-p1","usable","reserve","RC-S"],["RC-S/receiving","L-2026-冬","0199-p1","usable","reserve","RC-S"],10,"GI-2026-0001","gateway:GW-RC-S",1795000000000]`,
  `["entry",["RC-S/receiving","L-loose",null,"held","duty","RC-S"],["consumed","L-loose",null,"held","duty","RC-S"],1,null,"gateway:GW-RC-S",1795000000001]`,
  `["evidence","GW-RC-S","00000000000000aa",12,12,"tags",1795000000000,1795000001000,0,"0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f0f"]`,
  `["evidence","GW-RC-S","00000000000000aa",13,15,"void",1795000000002,1795000001000,1,"1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e1e"]`,
].join('\n');
const goldenHash = 'f6869a7ce27eb860deabebeba578c14874910bb124c328405fce190cc24bd006';
/** GB/T 32905-2016, example 1. */
const abc = '66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0';

const sm3 = (text: string) => createHash('sm3').update(text, 'utf8').digest('hex');

it('writes a commit as the golden text, byte for byte', () => {
  expect(canonical(commit)).toBe(golden);
});

it('hashes it as other programs do', () => {
  expect(sm3('abc')).toBe(abc);
  expect(sm3(golden)).toBe(goldenHash);
});

const act = {
  ...{ at: 1795000002000, account: 'li', role: 'storeKeeper', device: null, address: '127.0.0.1' },
  ...{ action: 'goodsIn.receive', object: 'RK-RC-S-2026-000001', before: '{"state":"expected"}' },
  ...{ after: '{"state":"received"}', reason: null, result: 'ok' },
};
const refused = {
  ...act,
  device: 'PDA-7',
  before: null,
  after: null,
  reason: '少两箱',
  result: 'samePerson',
};
const goldenOfTwo = [
  golden.replace('["changping-commit",1', '["changping-commit",2'),
  `["audit",1795000002000,"li","storeKeeper",null,"127.0.0.1","goodsIn.receive","RK-RC-S-2026-000001","{\\"state\\":\\"expected\\"}","{\\"state\\":\\"received\\"}",null,"ok"]`,
  `["audit",1795000002000,"li","storeKeeper","PDA-7","127.0.0.1","goodsIn.receive","RK-RC-S-2026-000001",null,null,"少两箱","samePerson"]`,
].join('\n');

it('writes what people did after what machines saw, as version 2', () => {
  const text = canonical({ ...commit, audits: [act, refused] });
  expect(text).toBe(goldenOfTwo);
  expect(sm3(text)).toBe('06b107b5359b6cba5ed4732b8e7cf48d335767839a25d57b82b70d1b4658c6ff');
});
