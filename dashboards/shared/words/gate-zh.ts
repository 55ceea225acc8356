/** The words of what a gate saw of a document, in Chinese; every page has them. */
export const gateZh = {
  label: '过门对单',
  saw: (seen: number, wanted: number) => `过门见 ${seen} / ${wanted}`,
  way: { in: '入门', out: '出门' } as Record<'in' | 'out', string>,
  all: '与单据相符',
  missing: (n: number) => `缺 ${n}`,
  extra: (n: number) => `单外 ${n}`,
  unknown: (n: number) => `未登记标签 ${n}`,
  expired: (n: number) => `过期 ${n}`,
  /** The heads of the lists. */
  missingOnes: '缺少',
  extraOnes: '单外物资',
  unknownOnes: '未登记标签',
  expiredOnes: '已过期',
  more: (n: number) => `另有 ${n} 项`,
  fill: '按过门登记',
  filled: '已按过门登记',
  rest: (n: number, as: string) => `其余 ${n}：${as}`,
  restReason: '原因',
  notNow: '单据此时不能登记：未批准，或已办完',
  explains: '对上单据',
  none: '没有单据说明这次过门',
  until: '有效至',
};
export type GateWords = typeof gateZh;
