/** The words of choosing the counts that a hand-over rests on, at the console and on the handheld. */

const zh = {
  title: '附哪些盘点单',
  hint: '只列交接单开立之后开始、已入账、未附在别处的盘点；合起来须盘到要交接的全部。',
  none: '还没有可附的盘点单：交接单开立之后须重新盘点，由审批人入账。',
  posted: (at: string, who: string) => `${at} 入账 · ${who}`,
  kinds: (kinds: string) => `仅盘 ${kinds}`,
  more: (n: number) => `等 ${n} 处`,
  missing: (n: number) => `还有 ${n} 处未盘`,
  whole: '要交接的已全部盘到。',
  number: '盘点单号，多份用逗号隔开',
};
const en: typeof zh = {
  title: 'The counts it rests on',
  hint: 'Only counts that were begun after this hand-over was opened, are posted and belong to no other; together they must have seen all that is handed over.',
  none: 'No count fits yet: it takes one that was begun after this hand-over was opened, posted by an approver.',
  posted: (at, who) => `posted ${at} · ${who}`,
  kinds: (kinds) => `only ${kinds}`,
  more: (n) => `and more, ${n} places in all`,
  missing: (n) => (n === 1 ? '1 place is not counted yet' : `${n} places are not counted yet`),
  whole: 'All that is handed over was counted.',
  number: 'Numbers of the counts, with commas between',
};
export const handingWords = [zh, en] as const;
