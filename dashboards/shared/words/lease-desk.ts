/** The words of goods that are leased to handhelds, in the console. */
import { leaseEn, leaseZh } from './lease.ts';

export const leaseDeskZh = {
  hours: leaseZh.hours,
  room: '手持预借',
  roomHow: '预借给手持的物资，他人不能取用；手持没有网络时也可发放。由审批人在此预借，或在手持上签字预借。',
  roomNone: '没有预借给手持的物资。',
  loose: '散装',
  leased: '预借',
  left: '余量',
  used: '已发',
  give: '预借给手持',
  giveHow: '选定手持、物资和时长。预借即是审批：此后该手持可直接发放，不必再批；到期或收回后，余下的归还。',
  lendNow: '预借',
  to: '预借给',
  noHandheld: '本库没有已登记的手持：先由系统管理员登记。',
  term: '时长',
  codes: '件码',
  codesHow: '扫描或输入，每行一件',
  handheld: '手持',
  by: '批准人',
  madeAt: '预借于',
  endsAt: '到期',
  end: '收回',
  endHow:
    '收回后该手持不能再发放余下的。手持若没有网络，收回之后才签认的发放会被退回；收回之前签认的仍算数。',
};
export const leaseDeskEn: typeof leaseDeskZh = {
  hours: leaseEn.hours,
  room: 'Leases',
  roomHow:
    'Goods leased to a handheld are taken by nobody else, and it may hand them out without a line. An approver leases them here, or signs for them on the handheld.',
  roomNone: 'Nothing is leased to a handheld.',
  loose: 'Loose',
  leased: 'Leased',
  left: 'Left',
  used: 'handed out',
  give: 'Lease to a handheld',
  giveHow:
    'Choose the handheld, the goods and for how long. To lease is to approve: from then on the handheld hands them out without another approval; at the end, or when it is called back, what is left goes back.',
  lendNow: 'Lease',
  to: 'To',
  noHandheld: 'No handheld is enrolled at this store: a system administrator does that first.',
  term: 'For how long',
  codes: 'Pieces by their code',
  codesHow: 'Scanned or typed, one a line',
  handheld: 'Handheld',
  by: 'Approved by',
  madeAt: 'Leased at',
  endsAt: 'Until',
  end: 'Call back',
  endHow:
    'From then on the handheld hands out no more of it. If it has no line, what it signs after this is sent back to it; what it signed before still counts.',
};
