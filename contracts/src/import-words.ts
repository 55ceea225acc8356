/** What can be imported: the kinds of import, the columns each wants, and the names by which their heads are known. */

/** Of a file. */
export const importBytesMost = 10 * 2 ** 20;

export type ImportKind = 'stock' | 'tags' | 'supplyClasses';
export type ImportField =
  | 'kind'
  | 'lot'
  | 'madeOn'
  | 'expiresOn'
  | 'supplier'
  | 'piece'
  | 'epc'
  | 'quantity'
  | 'unit'
  | 'place'
  | 'quality'
  | 'grade'
  | 'owner'
  | 'code'
  | 'name';
/** The first name of each language is the one that an export bears. */
type Field = { isWanted: boolean; zh: readonly [string, ...string[]]; en: readonly [string, ...string[]] };

export const importKinds: Readonly<Record<ImportKind, { zh: string; en: string }>> = Object.freeze({
  stock: { zh: '期初库存', en: 'opening stock' },
  tags: { zh: '标签绑定', en: 'tag bindings' },
  supplyClasses: { zh: 'GB/T 38565 分类代码', en: 'GB/T 38565 classes' },
});

const field = (isWanted: boolean, zh: Field['zh'], en: Field['en']): Field =>
  Object.freeze({ isWanted, zh, en });

const fields: Readonly<Record<ImportField, Field>> = Object.freeze({
  kind: field(true, ['品种', '品名', '物资', '物资名称', '品种编码'], ['kind', 'item', 'item name']),
  lot: field(true, ['批次', '批号', '生产批号'], ['lot', 'batch', 'lot number', 'batch number']),
  madeOn: field(false, ['生产日期', '制造日期'], ['made on', 'production date', 'manufactured on']),
  expiresOn: field(
    false,
    ['有效期至', '有效期', '失效日期', '到期日'],
    ['expires on', 'expiry date', 'best before'],
  ),
  supplier: field(false, ['供应商', '生产厂家', '生产单位'], ['supplier', 'manufacturer']),
  piece: field(false, ['件号', '箱号', '单品编号'], ['piece', 'piece id', 'case', 'serial']),
  epc: field(false, ['标签编码', '标签', 'RFID', 'EPC'], ['tag', 'epc code', 'tag code']),
  quantity: field(true, ['数量', '库存数量'], ['quantity', 'qty', 'amount']),
  unit: field(false, ['单位', '计量单位'], ['unit', 'uom']),
  place: field(true, ['位置', '库位', '货位', '存放位置'], ['place', 'bin', 'location']),
  quality: field(false, ['质量', '质量状态'], ['quality', 'status']),
  grade: field(false, ['使用等级', '等级'], ['grade']),
  owner: field(false, ['权属', '权属单位'], ['owner']),
  code: field(true, ['代码', '分类代码', '编码'], ['code', 'class']),
  name: field(true, ['名称', '分类名称', '类目名称'], ['name', 'title']),
});

const stock = [
  ...(['kind', 'lot', 'madeOn', 'expiresOn', 'supplier', 'piece', 'epc', 'quantity', 'unit'] as const),
  ...(['place', 'quality', 'grade', 'owner'] as const),
];

/** In the order in which an export has them. */
export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = Object.freeze({
  stock,
  tags: ['piece', 'epc'],
  supplyClasses: ['code', 'name'],
});

/** Of a tag's binding, both are wanted; of stock, a piece has an id or a tag, and loose goods have neither. */
export const isWanted = (kind: ImportKind, name: ImportField): boolean =>
  kind === 'tags' || fields[name].isWanted;
export const namesOf = (name: ImportField): Pick<Field, 'zh' | 'en'> => fields[name];
