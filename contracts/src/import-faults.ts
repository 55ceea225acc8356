/** Every way a cell of an imported table can be wrong: a code, and the sentence for the keeper in both languages. */

const row = (zh: string, en: string) => Object.freeze({ zh, en });

export const cellFaults = Object.freeze({
  columnMissing: row('缺少这一列，请在对应关系中选定。', 'This column is missing: choose it in the mapping.'),
  columnTwice: row('表头中这一列出现了两次。', 'This head stands there twice.'),
  wanted: row('不能为空。', 'This must not be empty.'),
  tooLong: row('内容过长。', 'This is too long.'),
  characters: row('含有不允许的字符。', 'There are signs in it that are not allowed.'),
  formula: row(
    '是公式：请粘贴为数值；确为文字的，前面加单引号。',
    "This is a formula: paste it as a value; if it is text, put ' before it.",
  ),
  kind: row('目录中没有这个品种。', 'The catalogue has no such kind.'),
  kindRetired: row('这个品种已停用，不再新增库存。', 'This kind is retired and takes no new stock.'),
  quantity: row('数量须是 1 到 1,000,000 的整数。', 'A quantity is a whole number from 1 to 1,000,000.'),
  unit: row(
    '与目录的计量单位不符，请换算后填写。',
    'The catalogue counts this kind in another unit: convert it.',
  ),
  day: row(
    '日期须写成 2026-09-15 这样的公历日期，且确有其日。',
    'A day is written like 2026-09-15 and has to exist.',
  ),
  daysReversed: row('生产日期晚于有效期。', 'Made after it expires.'),
  epc: row('标签编码须是 4 位一组的十六进制。', 'A tag is hex in groups of four digits.'),
  epcDamaged: row(
    '标签编码已被表格软件改成数值：把该列设为文本，重新导出。',
    'A spreadsheet has made a number of this tag: set the column to text and export again.',
  ),
  epcBlank: row('空白标签不能绑定。', 'A blank tag can not be bound.'),
  place: row('本库没有这个位置。', 'The store has no such place.'),
  quality: row('没有这种质量状态。', 'There is no such quality.'),
  grade: row('没有这种使用等级。', 'There is no such grade.'),
  owner: row('权属单位的编号有误。', 'This is no id of an owner.'),
  twice: row('与文件中另一行重复。', 'Another row of the file says the same.'),
  lotOther: row('同一批次的信息不一致。', 'The same lot is told differently, in this file or in the book.'),
  lotKind: row(
    '这个批号已属于另一品种：批号在所有品种中只能用一次，请在批号前加上厂家或品种的简称。',
    'Another kind has this lot number, which is used once among all kinds: put a short name of the maker or the kind before it.',
  ),
  pieceOther: row('账上已有这一件，内容不同。', 'The book has this piece already, and differently.'),
  looseOther: row(
    '账上该处已有这批散件的记录，数量不同：请用盘点更正。',
    'The book knows these loose goods in this place with another quantity: a count corrects it.',
  ),
  tagTaken: row('这枚标签已绑定另一件。', 'This tag belongs to another piece.'),
  tagOther: row(
    '该件已有另一枚标签：换签请到手持机办理。',
    'The piece has another tag: change it at the handheld.',
  ),
  piece: row('本库没有这一件。', 'The store has no such piece.'),
  pieceEmpty: row('这一件已拆空。', 'This piece was opened and is empty.'),
  supplyClass: row(
    '分类代码须是 1 至 3 开头的 7 位数字。',
    'A class has 7 digits and begins with 1, 2 or 3.',
  ),
});
export type CellFault = keyof typeof cellFaults;
/** `row`: as a spreadsheet counts; the head is one of them. `column`: its letter; "" where none can be named. `other`: the row it disagrees with. */
export type CellError = { row: number; column: string; code: CellFault; value: string; other: number | null };
