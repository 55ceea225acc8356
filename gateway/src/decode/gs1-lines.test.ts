import { expect, it } from 'vitest';
import { start } from '../../test/command.ts';
import { linesOf } from './decode.ts';

const item = '0109506000134352';
const linesIn = (...chunks: Uint8Array[]) => {
  const lines = linesOf('gs1');
  return [...chunks.flatMap((chunk) => lines.push(chunk)), ...lines.end()];
};
const scans = [
  '# 到货标签 labels of this morning',
  `]C1${item}10ABC123\x1d17271231\r`,
  '',
  '1727120010批次7',
  '0109506000134351',
  `${item}9912`,
  'javascript:alert(1)',
  '6901234567892',
];

it('prints the values of each label, or what is wrong with it', async () => {
  const command = start(['decode', 'gs1'], `${scans.join('\n')}\n`);
  expect(await command.ended).toBe(0);
  expect(
    command
      .out()
      .trimEnd()
      .split('\n')
      .map((each) => JSON.parse(each)),
  ).toEqual([
    { type: 'gs1', ais: { '01': '09506000134352', '10': 'ABC123', '17': '2027-12-31' } },
    { type: 'gs1', ais: { '17': '2027-12-31', '10': '批次7' } },
    { type: 'fault', code: 'checkDigit', ai: '01', why: expect.stringContaining('check digit') },
    { type: 'fault', code: 'unknownAi', ai: '99', why: expect.stringContaining('(99)') },
    { type: 'plain', text: 'javascript:alert(1)' },
    { type: 'plain', text: '6901234567892', gtin: '06901234567892' },
  ]);
});

it('says the same wherever the input is cut, also within a character', () => {
  const all = Buffer.from(scans.join('\n'));
  const whole = linesIn(all);
  expect(whole).toHaveLength(6);
  for (let at = 0; at <= all.length; at++)
    expect(linesIn(all.subarray(0, at), all.subarray(at))).toEqual(whole);
});

it('tells once of a line without an end, holds little of it and reads on behind it', () => {
  const lines = linesOf('gs1');
  const told = [];
  for (let i = 0; i < 16; i++) {
    told.push(...lines.push(Buffer.alloc(65_536, '9')));
    expect(lines.waiting()).toBeLessThanOrEqual(8192);
  }
  told.push(...lines.push(Buffer.from(`\n${item}\n`)), ...lines.end());
  expect(told).toEqual([
    { type: 'fault', code: 'tooLong', why: expect.any(String) },
    { type: 'gs1', ais: { '01': '09506000134352' } },
  ]);
});
