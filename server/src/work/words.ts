/** The words of reports, in both languages. */
import type { Word } from '@changping/contracts/document-words';

export type Lang = 'zh' | 'en';

const table = {
  title: {
    stock: ['库存报表', 'Stock'],
    journal: ['出入库流水', 'Movement journal'],
    variance: ['盘点损溢表', 'Count variances'],
    month: ['物资收发存月报', 'Monthly stock form'],
  },
  region: ['地区', 'region'],
  site: ['库点', 'store'],
  there: ['对方', 'other end'],
  asOf: ['截至', 'as of'],
  span: ['期间', 'period'],
  month: ['月份', 'month'],
  head: ['账链', 'chain'],
  countPolicy: ['盘点制度版本', 'count policy version'],
  sealed: [
    '本文件内含电子签名（Ed25519，覆盖全文 SM3 摘要、账链链头、时间、制表人与所要内容），用 npm run changping -- check-report 核验；纸面不带签名。',
    'This file is signed within (Ed25519, over its SM3 digest, the head of the chain, time, author and order); npm run changping -- check-report checks it. A printout bears no signature.',
  ],
  madeAt: ['制表时间', 'made at'],
  madeBy: ['制表人', 'made by'],
  kind: ['品名', 'kind'],
  lot: ['批次', 'lot'],
  piece: ['件', 'piece'],
  place: ['位置', 'place'],
  quality: ['质量', 'quality'],
  grade: ['使用等级', 'grade'],
  owner: ['权属', 'owner'],
  expiresOn: ['有效期至', 'expires on'],
  endsFirst: ['最早到期', 'first ends on'],
  pieceNumber: ['件号', 'piece no.'],
  besides: ['另有品种', 'more kinds:'],
  pieces: ['件数', 'pieces'],
  quantity: ['数量', 'quantity'],
  unit: ['单位', 'unit'],
  value: ['金额（元）', 'value (CNY)'],
  unitCost: ['单价（元）', 'unit cost (CNY)'],
  commit: ['链号', 'commit'],
  recordedAt: ['入账时间', 'recorded at'],
  happenedAt: ['发生时间', 'happened at'],
  from: ['自', 'from'],
  to: ['至', 'to'],
  document: ['单据', 'document'],
  actor: ['经办', 'by'],
  late: ['迟报', 'late'],
  lateTitle: ['截至之后才入账、此前已发生的', 'Recorded after that moment of what had happened before'],
  opening: ['期初', 'opening'],
  in: ['收入', 'in'],
  out: ['发出', 'out'],
  closing: ['期末', 'closing'],
  total: ['合计', 'total'],
  finding: ['差异', 'difference'],
  reason: ['事由', 'reason'],
  postedAt: ['入账时间', 'posted at'],
  signed: ['签字', 'signed by'],
  state: ['状态', 'state'],
  lines: ['明细', 'Lines'],
  steps: ['办理经过', 'Steps'],
  line: ['行', 'line'],
  wanted: ['应办', 'wanted'],
  done: ['办理结果', 'done'],
  at: ['时间', 'at'],
  step: ['步骤', 'step'],
  by: ['签字人', 'signed by'],
  minimumDays: ['至少还能用（天）', 'good for at least (days)'],
  passedOver: ['因期限要求越过先到期的批次', 'passes over what ends first, for its life'],
  outOfTurn: ['越序取用', 'out of turn'],
  second: ['会签人', 'second signature'],
  covered: ['签字所涉', 'covers'],
  items: ['项', 'items'],
  kinds: ['品种', 'kinds'],
  urgency: ['紧急程度', 'urgency'],
  level: ['响应级别', 'response level'],
  madeOn: ['生产日期', 'made on'],
  noAccount: ['（无账号）', ' (no account)'],
  insteadOf: ['代', 'for'],
  phone: ['来电', 'called by'],
  photos: ['照片', 'photos'],
  owed: ['尚欠', 'still owed'],
  until: ['截至', 'until'],
  policy: ['审批制度版本', 'version of the policy'],
  refs: ['凭证', 'papers'],
  signatures: {
    made: ['制表', 'made by'],
    checked: ['复核', 'checked by'],
    received: ['签收', 'received by'],
    day: ['日期', 'date'],
  },
  qualities: {
    usable: ['可用', 'usable'],
    held: ['封存', 'held'],
    inInspection: ['待检', 'in inspection'],
    damaged: ['损坏', 'damaged'],
  },
  grades: {
    reserve: ['储备', 'reserve'],
    duty: ['勤务', 'duty'],
    training: ['训练', 'training'],
    dispose: ['处置', 'dispose'],
  },
  zones: {
    receiving: ['收发区', 'receiving'],
    ordinary: ['常温区', 'ordinary'],
    cold: ['恒温区', 'cold room'],
    dangerous: ['危险品区', 'dangerous goods'],
    inspection: ['待检区', 'inspection'],
  },
  outside: {
    supplier: ['供应商', 'supplier'],
    consumed: ['已消耗', 'consumed'],
    disposed: ['已处置', 'disposed'],
    lost: ['丢失', 'lost'],
    found: ['盘盈', 'found'],
    opening: ['期初库存', 'opening stock'],
    transit: ['在途', 'in transit'],
  },
  ours: [
    '本表式为本系统自拟：官方月报表式没有可查阅的公开文本。单价取自品种目录，为参考价。',
    'This form is our own: no readable source of the official monthly form is known. Unit costs are those of the catalogue, for reference.',
  ],
  byOrder: [
    '截至时点按入账先后计；之后补录的不计入，另列为迟报。',
    'The moment goes by the order of recording; what was entered later does not count and is told as late.',
  ],
  bookOnly: ['仅列已入账的盘点差异。', 'Only variances that were posted are listed.'],
} as const;

type Row = readonly [zh: string, en: string];
type Spoken<T> = T extends Row ? string : { readonly [K in keyof T]: Spoken<T[K]> };
export type Words = Spoken<typeof table> & {
  said<Name extends string>(words: Readonly<Record<Name, Word>>, name: string): string;
};

const speak = (node: unknown, at: 0 | 1): unknown =>
  Array.isArray(node)
    ? node[at]
    : Object.fromEntries(Object.entries(node as object).map(([key, each]) => [key, speak(each, at)]));

export function wordsOf(lang: Lang): Words {
  const at = lang === 'zh' ? 0 : 1;
  const spoken = speak(table, at) as Spoken<typeof table>;
  return {
    ...spoken,
    // A word that was added since stands as it is.
    said: (words, name) => (words as Readonly<Record<string, Word>>)[name]?.[at] ?? name,
  };
}
