/** Every way a scan can be refused: a code, and the sentence for the keeper in both languages. Kept apart from the faults of the server: this ships in the page of a handheld. */

const row = (zh: string, en: string) => Object.freeze({ zh, en });

export const scanFaults = Object.freeze({
  empty: row('没有扫到内容，请重扫。', 'Nothing was read; scan again.'),
  tooLong: row('内容过长，不是货品标签。', 'This is too long for a label.'),
  unknownAi: row(
    '标签含有未知的应用标识符。',
    'The label has an application identifier that is not known here.',
  ),
  length: row('标签中有一项长度不对，请重扫。', 'A value of the label has the wrong length; scan again.'),
  characters: row('标签中有一项含有不允许的字符。', 'A value of the label has signs that are not allowed.'),
  checkDigit: row(
    '校验码不符，请重扫或核对标签。',
    'The check digit is wrong; scan again or look at the label.',
  ),
  date: row('标签上的日期不存在。', 'A date of the label does not exist.'),
  datesReversed: row('生产日期晚于有效期，请核对标签。', 'Made after it expires; look at the label.'),
  pieceOfTotal: row('件号大于总件数。', 'The piece is not one of its total.'),
  repeated: row('同一项在标签上有两个不同的值。', 'The label gives one thing twice and differently.'),
  manyReadings: row(
    '分隔符丢失，读法太多，请手工输入。',
    'The separators are lost and it can be read in too many ways; type it in.',
  ),
  ownVersion: row(
    '标签由更新的程序打印，请先升级。',
    'The label was printed by a newer program; update first.',
  ),
  ownShape: row('本系统标签的内容有误，请重扫。', 'Our own label reads wrong; scan again.'),
  ownCheck: row('本系统标签的校验不符，请重扫。', 'The check of our own label is wrong; scan again.'),
});

export type ScanFaultCode = keyof typeof scanFaults;

/** `why` is for the log and the bench: the English sentence with the identifier and the value. */
export type ScanFault = { type: 'fault'; code: ScanFaultCode; ai?: string; why: string };

export function scanFault(code: ScanFaultCode, ai?: string, value?: string): ScanFault {
  const where = ai === undefined ? '' : ` (${ai})${value === undefined ? '' : `: ${value.slice(0, 90)}`}`;
  return { type: 'fault', code, ...(ai === undefined ? {} : { ai }), why: `${scanFaults[code].en}${where}` };
}
