/** The words of lots that come with the goods and that nobody had before, on the handheld. */

const zh = {
  title: '新批次',
  how: '台账没有这些批次。标签读到的已填好，请核对；没有的可空着。',
  lotOf: (kind: string) => `${kind}的批号`,
  scanOrWrite: '扫描标签，或在此填写批号。',
  name: '记下批号',
  lacks: '先扫描或填写批号，才能提交。',
  odd: '有效期早于生产日期，请核对。',
  onLabel: (day: string) => `标签：${day}，与所填不同，保留所填`,
  enter: '登记这一批，带回计数',
  otherwise: (lot: string, kind: string, made: string, until: string, supplier: string) =>
    `台账中批次 ${lot}：${kind}，生产日期 ${made}，有效期至 ${until}，供应商 ${supplier}。请核对实物。`,
  ofOther: (lot: string, kind: string) =>
    `批号 ${lot} 在台账中属于“${kind}”，一个批号只能用于一个品种。请在批号前加上厂家或品种的简称。`,
  byBook: '以台账为准，再发送',
  none: '未记',
};
const en: typeof zh = {
  title: 'New lots',
  how: 'The book has none of these. What the label says is filled in: check it; leave open what it does not say.',
  lotOf: (kind) => `Lot of ${kind}`,
  scanOrWrite: 'Scan a label, or write the lot number here.',
  name: 'Take this lot',
  lacks: 'Scan or write the lot number first.',
  odd: 'It ends before it was made: check the days.',
  onLabel: (day) => `On the label: ${day}; what stands here is kept`,
  enter: 'Enter this lot, with the count',
  otherwise: (lot, kind, made, until, supplier) =>
    `In the book lot ${lot} is ${kind}, made on ${made}, good until ${until}, from ${supplier}. Check the goods.`,
  ofOther: (lot, kind) =>
    `In the book lot ${lot} is ${kind}, and a lot number is of one kind alone: put a short name of the maker or the kind before it.`,
  byBook: 'Send it as the book has it',
  none: 'not known',
};
/** By the place of the language in the contract's own words. */
export const newLotsWords = [zh, en] as const;
