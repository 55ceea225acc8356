/** Which papers move or prove goods, and what a person can do to one: each step is a right of its own, for who asks, who approves and who carries are seldom the same. */

export const documentTypes = [
  'procurement',
  'goodsIn',
  'putAway',
  'transfer',
  'dispatch',
  'handOut',
  'return',
  'count',
  'inspection',
  'maintenance',
  'rotation',
  'disposal',
  'callOff',
  'mutualAid',
  'spotCheck',
  'handOver',
] as const;
export type DocumentType = (typeof documentTypes)[number];

/** pick: do the work at the shelf, which of a count is counting. release: sign that the goods may leave. receive: sign that they came. */
export const documentSteps = ['ask', 'approve', 'pick', 'release', 'receive'] as const;
export type DocumentStep = (typeof documentSteps)[number];
