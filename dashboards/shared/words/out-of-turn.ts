/** The words of lots that go out before what ends first. */

export const outOfTurnZh = {
  keeps: (days: number) => `至少还能用 ${days} 天`,
  passedOver: (days: number, lots: readonly { lot: string; on: string | null }[]) =>
    `因要求还能用 ${days} 天，越过先到期的${lots.map(({ lot, on }) => `批次 ${lot}（${on ? `${on} 到期` : '无有效期依据'}）`).join('、')}`,
  wasOutOfTurn: (why: string) => `越序取用：${why}`,
  whyThis: '为何先取这一批',
  sayWhy: '写明事由',
  sendWithWhy: '写明事由，再发送',
};

export const outOfTurnEn: typeof outOfTurnZh = {
  keeps: (days) => `good for at least ${days} days`,
  passedOver: (days, lots) =>
    `for the sake of those ${days} days passes over what ends first: ${lots.map(({ lot, on }) => `lot ${lot} (${on ? `until ${on}` : 'no reference'})`).join(', ')}`,
  wasOutOfTurn: (why) => `out of turn: ${why}`,
  whyThis: 'Why this lot first',
  sayWhy: 'Say why',
  sendWithWhy: 'Say why, and send again',
};
