/** The words of the policy of counts: what is tolerated, when somebody else counts again, how often, and what is at risk. */

export const countPolicyZh = {
  hint: '各类物资的盘点允差、复盘条件、盘点间隔和风险线。盘点单始终按开单时现行的版本办理。',
  rulesOf: (n: number) => `第 ${n} 版盘点规则`,
  link: (n: number) => `盘点制度第 ${n} 版`,
  judgedBy: (n: number) => `按盘点制度第 ${n} 版判定`,
  class: '类别',
  classOf: (name: string) => `${name} 类`,
  general: '各类通用',
  tolerance: '允差',
  tolerated: (units: string, percent: number, yuan: string) =>
    `${units} 个计量单位${percent ? `或账面数的 ${percent}%（取大者）` : ''}，且不超过 ${yuan} 元`,
  quantity: '允差数量（计量单位）',
  percent: '或账面数的百分比（%）',
  percentHint: '两者取大；填 0 即不用百分比。',
  money: '金额不超过（元）',
  second: '另一人复盘',
  every: '盘点间隔（天）',
  risk: '列为风险：未结差异达（条）',
  riskHint: '达到此数的，先于其他物资盘点。',
  ahead: '到期前多少天列入计划',
  source: '依据',
  draftHint:
    '草案保存在本浏览器中，生效前不影响任何盘点。生效后新开的盘点按新版判定，已开的仍按原版办到底；盘点计划即按新版排列。',
};
export const countPolicyEn: typeof countPolicyZh = {
  hint: 'Class by class: what may differ, when somebody else counts again, how often, and what is at risk. A count goes by the version that was in force when it was opened.',
  rulesOf: (n) => `Rows of version ${n} for counts`,
  link: (n) => `Version ${n} of the policy of counts`,
  judgedBy: (n) => `Judged by version ${n} of the policy of counts`,
  class: 'Class',
  classOf: (name) => `Class ${name}`,
  general: 'All classes',
  tolerance: 'Tolerated',
  tolerated: (units, percent, yuan) =>
    `${units} units${percent ? ` or ${percent} % of the book, whichever is more` : ''}, and no more than CNY ${yuan}`,
  quantity: 'Units that may differ',
  percent: 'or so much of the book (%)',
  percentHint: 'Whichever is more; 0: no share.',
  money: 'and no more than (CNY)',
  second: 'Somebody else counts again',
  every: 'Counted every (days)',
  risk: 'At risk from (open discrepancies)',
  riskHint: 'With so many, goods are counted before all others.',
  ahead: 'Proposed so many days before',
  source: 'Rests on',
  draftHint:
    'A draft is kept in this browser and touches no count. Once it stands, counts opened from then on are judged by it, those opened before by theirs; the plan goes by it at once.',
};
