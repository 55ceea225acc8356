import { expect, it } from 'vitest';
import { inLang } from './in-lang.ts';

it.each([
  ['首次启动 / first start', '首次启动', 'first start'],
  ['首次启动', '首次启动', '首次启动'],
  ['A / B', 'A / B', 'A / B'],
  ['甲 / 乙', '甲 / 乙', '甲 / 乙'],
  ['甲 / b / c', '甲 / b / c', '甲 / b / c'],
  ['甲/b', '甲/b', '甲/b'],
  ['', '', ''],
])('reads “%s” in the language of the page', (text, zh, en) => {
  expect([inLang(text, 'zh-CN'), inLang(text, 'en')]).toEqual([zh, en]);
});
