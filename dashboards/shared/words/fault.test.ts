import { expect, it } from 'vitest';
import { sentenceOfFault } from './fault.ts';

it.each([
  ['reportTooLong', 'zh', '内容过多，请缩短时间段，或改用表格文件。'],
  ['reportTooLong', 'en', expect.stringMatching(/^[A-Z].*\.$/)],
  ['fromANewerServer', 'zh', 'fromANewerServer'],
  ['constructor', 'en', 'constructor'],
])('says of %s in %s what it means, or its code where it knows none', (code, lang, sentence) => {
  expect(sentenceOfFault(code, lang)).toEqual(sentence);
});
