import { expect, it } from 'vitest';
import { place } from './http-documents.ts';
import { recipientIn, recipientOf, recipientPlace, typedRecipient } from './recipient.ts';

it.each([
  ['张三', true],
  ['张 三', true],
  ['𠮷田', true],
  ['买买提·阿不都', true],
  ['固原支队（特勤）', true],
  ['rescue-1', true],
  ['Zoë', true],
  ['一'.repeat(60), true],
  ['一'.repeat(61), false],
  ['', false],
  [' 张三', false],
  ['张  三', false],
  ['张/三', false],
  ['张\u0000三', false],
  ['张\n三', false],
  ['张\u202e三', false],
  ['张\u200b三', false],
  ['محمد', false],
  ['<b>', false],
  ["=cmd|'/c'", false],
])('a person named %j: %s', (name, is) => {
  expect(recipientPlace.test(`person/${name}`)).toBe(is);
  expect(place.safeParse(`person/${name}`).success).toBe(is);
});

it('writes one name one way, however it was typed', () => {
  expect(recipientOf('person', ' Zoe\u0308  Li ')).toBe('person/Zo\u00eb Li');
  expect(recipientIn('person/ Zoe\u0308  Li ')).toBe('person/Zo\u00eb Li');
  expect(place.parse('person/Zoe\u0308')).toBe('person/Zo\u00eb');
});

it.each(['RC-S/ordinary', 'RC-S/ordinary/A-01', 'transit/DB-1', 'supplier', 'unit/ps-640402'])(
  'leaves %s as it is',
  (code) => {
    expect(place.parse(code)).toBe(code);
  },
);
it.each(['张三', '张三/a', 'RC-S/库区', 'a b', 'person'.repeat(20)])('no place of a store: %s', (code) => {
  expect(place.safeParse(code).success).toBe(false);
});

it.each([
  ['person/张三', { as: 'person', name: '张三' }],
  ['unit/ ', { as: 'unit', name: ' ' }],
  ['unit/a/b\nc', { as: 'unit', name: 'a/b\nc' }],
  ['', null],
  ['RC-S/ordinary', null],
])('reads what is typed so far: %j', (typed, recipient) => {
  expect(typedRecipient(typed)).toEqual(recipient);
  if (!recipient) expect(recipientIn(typed)).toBe(typed);
});
