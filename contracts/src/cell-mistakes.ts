/** What can be wrong with a cell of a region's tables, in both languages: a rule says it as a code with its numbers, and whoever shows it asks for the sentence. */
import { type Word, words } from './document-words.ts';

export const cellMistakes = words({
  missing: ['必须填写', 'must be there'],
  tooLong: ['最多 {0} 个字符', 'must be at most {0} characters'],
  characters: ['含有不允许的字符', 'has characters that are not allowed'],
  id: ['须为 1 到 40 个字母、数字、- 和 _，以字母或数字开头', 'must be letters, digits, - and _'],
  number: ['须为数字', 'must be a number'],
  whole: ['须为整数', 'must be a whole number'],
  range: ['须在 {0} 到 {1} 之间', 'must be {0} to {1}'],
  oneOf: ['须为其中之一：{0}', 'must be one of {0}'],
  days: ['须写成“365 180 90”这样的天数', 'must be days like "365 180 90"'],
  falling: ['须从大到小', 'must fall, the longest first'],
  supplyClass: ['须为 GB/T 38565 的七位代码', 'must be seven digits of GB/T 38565'],
  years: ['须为年数，如 5 或 3-5', 'must be years like 5 or 3-5'],
  life: ['须大于 0 且不超过 50 年', 'must be over 0 and at most 50 years'],
  twice: ['这个代号已写过一次', 'is there twice'],
  noCategory: ['目录中没有大类“{0}”', 'catalogue.json has no category "{0}"'],
  gtin: [
    '“{0}”不是商品条码：须为 8、12、13 或 14 位数字，末位校验须正确',
    '"{0}" is no GTIN: 8, 12, 13 or 14 digits, of which the last proves the others',
  ],
  gtinMost: ['最多 {0} 个商品条码', 'must be at most {0} GTINs'],
  gtinTaken: [
    '商品条码 {0} 已属于品种 {1}：一个条码只属于一个品种',
    '{0} is the GTIN of {1} too: it is of one kind alone',
  ],
  unitInBook: [
    '台账已按“{0}”记有此品种，不能改单位：请停用它，另设品种',
    'the book counts it in {0}: retire this kind and make another',
  ],
  overMaximum: ['{0} 高于上限 {1}', '{0} is over the maximum of {1}'],
} satisfies Record<string, Word>);
export type CellMistakeName = keyof typeof cellMistakes;

/** As a rule says it: `range|1|5`. */
export const mistake = (name: CellMistakeName, ...of: (string | number)[]): string => [name, ...of].join('|');

/** What is no code of ours stands as it came. @param at 0: Chinese, 1: English */
export function mistakeTold(code: string, at: 0 | 1): string {
  const [name = '', ...of] = code.split('|');
  if (!Object.hasOwn(cellMistakes, name)) return code;
  return cellMistakes[name as CellMistakeName][at].replace(/\{(\d)\}/g, (_, n) => of[Number(n)] ?? '');
}

/** `kind`: its id. `field`: the column of the folder. */
export type KindMistake = { kind: string; field: string; code: string };
const most = 50;
/** In the detail of a refusal: one form written and read here. */
export const kindMistakesText = (all: readonly KindMistake[]): string => JSON.stringify(all.slice(0, most));

export function kindMistakesIn(text: string): KindMistake[] {
  try {
    return JSON.parse(text) as KindMistake[];
  } catch {
    return [];
  }
}
