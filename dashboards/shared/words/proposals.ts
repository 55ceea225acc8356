/** The words of what a policy owner has proposed and another person has to agree to. */

export const proposalsZh = {
  title: '提议',
  of: { policy: '审批制度', countPolicy: '盘点制度', sharing: '对外共享', catalogue: '目录' },
  what: '提议',
  nth: (what: string, n: number) => `${what}第 ${n} 版`,
  by: '提出',
  endsAt: '失效',
  since: '生效',
  atOnce: '同意后立即',
  onDay: (day: string) => `${day}（到时尚未同意的，同意后立即）`,
  could: '可由谁同意',
  refusedBy: '不同意的理由',
  nobody: '现在没有人可以同意：请安全管理员把保障主管或全区督察的角色授予另一人。',
  state: '状态',
  stateOf: {
    open: '待另一人同意',
    refused: '不同意',
    overtaken: '已有更新的版本，不能再同意',
    lapsed: '满 30 天未获同意，已失效',
    ownerless: '提出者已无权发布，不能再同意',
  },
  differences: (n: number, who: string) => `${who}的提议：与第 ${n} 版的差异`,
  first: (who: string) => `${who}的提议`,
  same: '与该版没有差异。',
  agree: '同意',
  refuse: '不同意',
  withdraw: '撤回',
  agreeHint: (n: number, since: string | null) =>
    since ? `同意后第 ${n} 版自 ${since} 起生效。` : `同意后第 ${n} 版立即生效。`,
  refuseHint: '现行版本不变；理由由提出者看到。',
  withdrawHint: '这份提议随之作废，现行版本不变。',
  propose: (n: number) => `提出第 ${n} 版`,
  proposeHint:
    '提出后须由另一位全区保障主管同意才生效；没有另一位时，由全区督察同意。您先前提出而未获同意的，由这一份取代。',
  agreedBy: (who: string) => `${who} 同意`,
  waits: '待我处理的提议',
};
export const proposalsEn: typeof proposalsZh = {
  title: 'Proposals',
  of: {
    policy: 'Policy',
    countPolicy: 'Policy of counts',
    sharing: 'What is shared',
    catalogue: 'Catalogue',
  },
  what: 'Proposal',
  nth: (what, n) => `${what}, version ${n}`,
  by: 'Proposed',
  endsAt: 'Lapses',
  since: 'Stands from',
  atOnce: 'at once when agreed to',
  onDay: (day) => `${day}; at once where it is agreed to later`,
  could: 'Who may agree',
  refusedBy: 'Why it was refused',
  nobody:
    'Nobody may agree now: the security administrator has to make another person a policy owner or a supervisor of the region.',
  state: 'Standing',
  stateOf: {
    open: 'waits for a second person',
    refused: 'refused',
    overtaken: 'there is a newer version: it can not be agreed to',
    lapsed: 'lapsed: nobody agreed within 30 days',
    ownerless: 'who proposed it may publish no more: it can not be agreed to',
  },
  differences: (n, who) => `Proposed by ${who}: what differs from version ${n}`,
  first: (who) => `Proposed by ${who}`,
  same: 'Nothing differs from that version.',
  agree: 'Agree',
  refuse: 'Refuse',
  withdraw: 'Withdraw',
  agreeHint: (n, since) =>
    since
      ? `Once agreed to, version ${n} stands from ${since} on.`
      : `Once agreed to, version ${n} stands at once.`,
  refuseHint: 'The version in force stays; who proposed reads the reason.',
  withdrawHint: 'The proposal is gone then; the version in force stays.',
  propose: (n) => `Propose version ${n}`,
  proposeHint:
    'It stands once another policy owner of the region agrees, or where there is none its supervisor. It takes the place of what you proposed before and nobody has agreed to.',
  agreedBy: (who) => `agreed by ${who}`,
  waits: 'Proposals that wait for me',
};
