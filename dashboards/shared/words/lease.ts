/** The words of goods that a handheld took along, on the handheld. */

export const leaseZh = {
  title: '预借',
  how: '预借到本机的物资，没有网络时也可直接发放，不必再批；到期自动收回，发出一部分的，余下的收回。',
  none: '本机没有预借的物资。',
  until: (until: string, by: string) => `至 ${until} · 批准人 ${by}`,
  back: '归还',
  backAll: (n: number) => `全部归还（${n} 项）`,
  notEnrolled: '本机还没有登记，不能预借：请在首页下方登记本机。',
  take: '带走更多',
  takeHow:
    '扫描要带走的件或散装批次（再扫货位），或由先到期先出给出建议；由有审批权的人在本机签字。已被单据占用的不必预借，按单发放即可。',
  needsLine: '预借须在有网络时办理。',
  hours: (n: number) => `${n} 小时`,
  approver: '审批人签字',
  account: '账号',
  password: '审批人密码',
  takeNow: (n: number) => `预借 ${n} 项`,
  giveNow: '凭预借发放',
  rests: '都是预借到本机的物资：可直接发放，不必再批。',
  leasedUntil: '预借至',
};
export const leaseEn: typeof leaseZh = {
  title: 'Taken along',
  how: 'Goods leased to this device may be handed out without a line and without another approval; what is left of them goes back by itself when the time is over.',
  none: 'Nothing is leased to this device.',
  until: (until, by) => `until ${until} · approved by ${by}`,
  back: 'Give back',
  backAll: (n) => `Give all back (${n})`,
  notEnrolled:
    'This device is not enrolled, so nothing can be leased to it: enrol it at the foot of the first page.',
  take: 'Take more along',
  takeHow:
    'Scan each piece, or a lot that lies loose and then its bin, or let first expiry first out propose; whoever may approve signs here. What a document holds already is handed out on that and needs no lease.',
  needsLine: 'To take more along it takes the line.',
  hours: (n) => `${n} hours`,
  approver: 'Approver',
  account: 'account',
  password: 'Password of the approver',
  takeNow: (n) => `Take ${n} along`,
  giveNow: 'Hand out on the lease',
  rests: 'All of it is leased to this device: it may be handed out at once.',
  leasedUntil: 'Leased until',
};
