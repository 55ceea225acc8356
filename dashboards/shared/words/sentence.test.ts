import type { FeedItem } from '@changping/contracts/live';
import { expect, it } from 'vitest';
import { en } from './en.ts';
import { type Names, sentenceOf } from './sentence.ts';
import { zh } from './zh.ts';

const names = {
  sites: new Map([['RC-N', { name: '北部区域中心库', nameEn: 'North Depot' }]]),
  kinds: [{ id: 'quilt', name: '棉被', nameEn: 'Quilt', unit: '条', unitEn: 'piece' }],
} as unknown as Names;

const table: [FeedItem['what'], FeedItem['detail'], string, string][] = [
  [
    'arrived',
    { kind: 'quilt', pieces: 40, document: 'GI-1' },
    '棉被 40 件入库，单据 GI-1',
    '40 pieces of Quilt arrived, document GI-1',
  ],
  [
    'seenElsewhere',
    { pieces: 1, home: 'RC-N', epc: 'E2' },
    '识读到属于北部区域中心库的 1 件',
    '1 piece of North Depot was read here',
  ],
  ['unknownTag', { pieces: 2 }, '识读到 2 个未登记的标签', '2 tags that are not registered were read'],
  [
    'unconfirmed',
    { pieces: 3 },
    '3 件待确认：没有与之相符的预期单',
    '3 pieces unconfirmed: no expected list explains them',
  ],
  [
    'nearExpiry',
    { kind: 'quilt', lots: 2, pieces: 30, quantity: 300, on: '2026-12-01' },
    '棉被 2 个批次临期，共 30 件，最早 2026-12-01 到期',
    '2 lots of Quilt near expiry, 30 pieces, the first on 2026-12-01',
  ],
  [
    'expired',
    { kind: 'quilt', lots: 1, pieces: 1, quantity: 10, on: '2026-11-01' },
    '棉被 1 个批次过期，共 1 件，最早 2026-11-01 到期',
    '1 lot of Quilt expired, 1 piece, the first on 2026-11-01',
  ],
  [
    'expired',
    { kind: 'quilt', lots: 2, on: '2026-11-01' },
    '棉被 2 个批次过期，最早 2026-11-01 到期',
    '2 lots of Quilt expired, the first on 2026-11-01',
  ],
  [
    'noticeClosed',
    { kind: 'quilt', lots: 1, step: 'expired' },
    '棉被 1 个过期批次已不在库，提醒了结',
    '1 lot of Quilt expired: none of it is here any more, notice closed',
  ],
  [
    'overdue',
    { document: 'HO-1' },
    '单据 HO-1 逾期未了：应还的物资、应补的手续、签字或照片还没有来',
    'Document HO-1 is overdue: goods, papers, a signature or a photo that it owes have not come',
  ],
  [
    'copiedCode',
    { kind: 'quilt', piece: 'P-7', home: 'RC-N', pieces: 1 },
    '棉被 P-7 的编码同时出现在本库和北部区域中心库，来不及运到：其中一张标签可能是复制的，请核对两地实物并换签',
    'The code of Quilt P-7 was read here and at North Depot sooner than anybody drives: one label may be a copy; look at both and bind a new tag',
  ],
  ['blankTag', { pieces: 1 }, '识读到 1 个空白标签，请补写', '1 blank tag read; write it again'],
  [
    'breachOpened',
    { probe: 'cold-1', measure: 'celsius', cause: 'above', value: 9.25, limit: 8 },
    'cold-1 温度高于上限 9.3 °C（限值 8.0 °C）',
    'cold-1 temperature too high: 9.3 °C (limit 8.0 °C)',
  ],
  [
    'breachOpened',
    { probe: 'p', measure: 'data', cause: 'noData' },
    '探头 p 没有数据',
    'Probe p gives no data',
  ],
  [
    'breachClosed',
    { probe: 'p', measure: 'humidity', cause: 'above', worst: 81.4 },
    'p 湿度恢复正常，最严重时 81 %',
    'p humidity back to normal, worst 81 %',
  ],
  ['online', { gateway: 'gw-1' }, '网关 gw-1 上线', 'Gateway gw-1 came online'],
  ['offline', { gateway: 'gw-1' }, '网关 gw-1 离线', 'Gateway gw-1 went offline'],
  [
    'reader',
    { reader: 'gate', state: 'wrongBaud' },
    '读写器 gate：波特率不符',
    'Reader gate: wrong baud rate',
  ],
  [
    'doorFault',
    { gateway: 'gw-1', reader: 'gate', fault: 'dead' },
    '库门 gate：门磁与过门不符',
    'Gate gate: its door contact contradicts what passes',
  ],
  [
    'doorWell',
    { gateway: 'gw-1', reader: 'gate', fault: 'dead' },
    '库门 gate：门磁恢复正常',
    'Gate gate: its door contact is well again',
  ],
  [
    'doorGone',
    { gateway: 'gw-1', reader: 'gate', fault: 'dead' },
    '库门 gate：网关 gw-1 已停用，门磁告警了结',
    'Gate gate: gateway gw-1 is no longer in use, nothing more is heard of its door contact',
  ],
  [
    'quarantined',
    { gateway: 'gw-1', fault: 'letterNotJson' },
    '网关 gw-1 的一封信件被隔离。信件不是有效的 JSON，已隔离。',
    'A letter of gateway gw-1 was set aside. The letter is not valid JSON and was set aside.',
  ],
  [
    'security',
    { gateway: 'gw-1', fault: 'letterConflict' },
    '安全告警，网关 gw-1。同一编号收到内容不同的信件：安全告警。',
    'Security notice, gateway gw-1. A number came again with other content: a security notice was raised.',
  ],
];

it.each(table)('tells %s with %j in both languages', (what, detail, chinese, english) => {
  expect(sentenceOf(zh, { what, detail }, names)).toBe(chinese);
  expect(sentenceOf(en, { what, detail }, names)).toBe(english);
});

it('names an event of a newer server instead of staying silent', () => {
  expect(sentenceOf(zh, { what: 'teleported', detail: {} }, names)).toBe('事件 teleported');
});

it('calls a zone that is named like a part of the language by its own name', () => {
  const detail = { zone: 'constructor', expected: 1, missing: 0, extra: 0, strange: 0 };
  expect(sentenceOf(zh, { what: 'sweep', detail }, names)).toContain('constructor巡读');
  expect(sentenceOf(en, { what: 'sweep', detail }, names)).toContain('Sweep of constructor:');
  expect(zh.facts.placeOf.toString).toBeUndefined();
});
