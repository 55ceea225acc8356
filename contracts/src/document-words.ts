/** The words of documents: every identifier a document, its steps and its lines may carry, with what people call it. A page shows these, and no others. */

export type Word = readonly [zh: string, en: string];
export const words = <Name extends string>(table: Record<Name, Word>): Readonly<Record<Name, Word>> =>
  Object.freeze(table);

export const documentTypes = words({
  procurement: ['采购单', 'procurement'],
  goodsIn: ['入库单', 'goods in'],
  emergencyPurchase: ['应急采购入库单', 'emergency purchase'],
  putAway: ['上架单', 'put-away'],
  transfer: ['调拨单', 'transfer'],
  handOut: ['领用单', 'hand-out'],
  return: ['归还单', 'return'],
  count: ['盘点单', 'count'],
  inspection: ['质量清查单', 'inspection'],
  patrol: ['巡检单', 'patrol'],
  spotCheck: ['抽查单', 'spot check'],
  maintenance: ['维护单', 'maintenance'],
  rotation: ['轮换单', 'rotation order'],
  disposal: ['报废处置单', 'disposal'],
  callOff: ['代储调用单', 'call-off'],
  mutualAidGiven: ['联动支援单', 'mutual aid given'],
  mutualAidReceived: ['联动受援单', 'mutual aid received'],
  handOver: ['交接单', 'hand-over'],
  dispatch: ['投送单', 'dispatch'],
});
export type DocumentType = keyof typeof documentTypes;
/** Papers on which goods come in that the book may never have seen. */
export const bringing: ReadonlySet<DocumentType> = new Set<DocumentType>([
  ...(['goodsIn', 'emergencyPurchase', 'callOff', 'mutualAidReceived', 'return'] as const),
]);

export const documentStates = words({
  asked: ['已申请', 'asked for'],
  approved: ['已批准', 'approved'],
  refused: ['未批准', 'not approved'],
  cancelled: ['已撤销', 'cancelled'],
  closed: ['已办结', 'closed'],
  ordered: ['已下单', 'ordered'],
  expected: ['待到货', 'expected'],
  arriving: ['到货中', 'arriving'],
  arrived: ['已到货', 'arrived'],
  papersOwed: ['待补手续', 'papers owed'],
  papersIn: ['手续待审', 'papers handed in'],
  open: ['进行中', 'under way'],
  picking: ['拣货中', 'picking'],
  picked: ['已拣齐', 'picked'],
  loading: ['装车中', 'loading'],
  inTransit: ['在途', 'in transit'],
  handingOut: ['发放中', 'being handed out'],
  handedOut: ['领用未还', 'handed out'],
  returning: ['归还中', 'partly returned'],
  counting: ['盘点中', 'counting'],
  counted: ['已盘待审', 'counted'],
  recounting: ['复盘中', 'second count'],
  planned: ['已计划', 'planned'],
  checking: ['检查中', 'checking'],
  found: ['待整改', 'to be rectified'],
  rectified: ['待复查', 'to be checked again'],
  maintained: ['维护中', 'in maintenance'],
  rotating: ['轮换中', 'rotating'],
  rotated: ['待回补', 'replenishment owed'],
  replenished: ['已先回补', 'replenished first'],
  appraised: ['已鉴定', 'appraised'],
  delivering: ['交付中', 'being delivered'],
  delivered: ['已交付', 'delivered'],
  settling: ['核销中', 'being settled'],
  unsigned: ['待补审批', 'approval owed'],
});
export type DocumentState = keyof typeof documentStates;
/** What a neighbour lends us is handed out by the neighbour. */
const borrowedStates = words({ ...documentStates, handedOut: ['借入未还', 'borrowed'] });
export const statesOf = (type: string): typeof documentStates =>
  type === 'mutualAidReceived' ? borrowedStates : documentStates;

export const documentActions = words({
  open: ['开单', 'open'],
  cancel: ['撤销', 'cancel'],
  correct: ['冲正', 'correct'],
  approve: ['批准', 'approve'],
  refuse: ['不批准', 'refuse'],
  actFirst: ['先调后补', 'act first'],
  useLease: ['凭预借发放', 'rest on a lease'],
  signAfterwards: ['补审批', 'sign afterwards'],
  objectAfterwards: ['补审批有异议', 'object afterwards'],
  order: ['下单', 'order'],
  noteArrival: ['登记到货', 'note the arrival'],
  receive: ['收货', 'receive'],
  handInPapers: ['补手续', 'hand in the papers'],
  putAway: ['上架', 'put away'],
  pick: ['拣货', 'pick'],
  release: ['发货', 'release'],
  handOut: ['发放', 'hand out'],
  withhold: ['不再办理', 'withhold'],
  takeBack: ['收回', 'take back'],
  noteReturn: ['登记他库归还', 'note the return elsewhere'],
  prolong: ['延期', 'prolong'],
  start: ['开始', 'start'],
  submit: ['提交盘点', 'submit the count'],
  askAgain: ['要求复盘', 'ask for a second count'],
  submitAgain: ['提交复盘', 'submit the second count'],
  post: ['损溢入账', 'post the variance'],
  inspect: ['检验', 'inspect'],
  check: ['检查', 'check'],
  find: ['登记问题', 'note a finding'],
  rectify: ['整改', 'rectify'],
  checkAgain: ['复查', 'check again'],
  takeOut: ['送修', 'take out for maintenance'],
  finish: ['维护完成', 'finish'],
  replenish: ['登记回补', 'note the replenishment'],
  rotate: ['轮换', 'rotate'],
  appraise: ['鉴定', 'appraise'],
  dispose: ['处置', 'dispose'],
  accept: ['接单', 'accept'],
  recordCall: ['电话接单登记', 'record the call'],
  decline: ['谢绝', 'decline'],
  recordDecline: ['电话谢绝登记', 'record that the call was declined'],
  deliver: ['交付', 'deliver'],
  settle: ['核销', 'settle'],
  withdraw: ['撤回申请', 'withdraw'],
  promise: ['承诺支援', 'promise'],
  confirmArrival: ['签收', 'sign for the arrival'],
  attachCount: ['附盘点单', 'attach the count'],
  handOver: ['交接', 'hand over'],
});
export type DocumentAction = keyof typeof documentActions;

/** What a person must be entitled to at a site to take a step. Whose duties they are, the policy table of approvals says. */
export const duties = words({
  ask: ['申请', 'ask'],
  approve: ['审批', 'approve'],
  order: ['采购', 'order'],
  pick: ['拣货', 'pick'],
  release: ['发货', 'release'],
  carry: ['承运', 'carry'],
  receive: ['收货', 'receive'],
  keep: ['保管', 'keep'],
  count: ['盘点', 'count'],
  inspect: ['质检', 'inspect'],
  maintain: ['维护', 'maintain'],
  rotate: ['轮换', 'rotate'],
  watch: ['值班', 'watch'],
  supply: ['代储供应', 'supply'],
  supervise: ['督察', 'supervise'],
});
export type Duty = keyof typeof duties;

/** What became of a part of a line. */
export const outcomes = words({
  split: ['拆分到批次', 'named by lot'],
  arrived: ['到货', 'arrived'],
  damaged: ['损坏', 'damaged'],
  short: ['短少', 'short'],
  over: ['溢余', 'over'],
  back: ['退回', 'sent back'],
  declined: ['拒收', 'declined'],
  placed: ['已上架', 'placed'],
  picked: ['已拣', 'picked'],
  notPicked: ['未拣', 'not picked'],
  sent: ['已发', 'sent'],
  unsent: ['未发', 'not sent'],
  given: ['已发放', 'given'],
  withheld: ['不发放', 'withheld'],
  returned: ['已归还', 'returned'],
  toInspect: ['归还待检', 'returned for inspection'],
  beforeBook: ['建账前领出', 'given out before the book'],
  elsewhere: ['已还他库', 'returned to another store'],
  consumed: ['已消耗', 'consumed'],
  lost: ['丢失', 'lost'],
  kept: ['不动', 'kept'],
  matched: ['相符', 'matched'],
  missing: ['盘亏', 'missing'],
  gained: ['盘盈', 'gained'],
  misplaced: ['错位', 'misplaced'],
  downgraded: ['状态变差', 'worse than in the book'],
  covered: ['已盘', 'covered'],
  passed: ['合格', 'passed'],
  failed: ['不合格', 'failed'],
  held: ['封存', 'held'],
  finding: ['发现问题', 'finding'],
  rectified: ['已整改', 'rectified'],
  takenOut: ['已送修', 'taken out'],
  restored: ['已修复', 'restored'],
  toDuty: ['转勤务', 'to duty'],
  toTraining: ['转训练', 'to training'],
  toVendor: ['退供应商', 'back to the vendor'],
  toDispose: ['转处置', 'to disposal'],
  disposed: ['已处置', 'disposed'],
  settled: ['已结算', 'settled'],
});
export type Outcome = keyof typeof outcomes;

/** What a document still owes, with the moment until which. */
export const debts = words({
  goods: ['到货', 'the goods'],
  papers: ['手续', 'the papers'],
  approval: ['审批', 'the approval'],
  return: ['归还', 'the return'],
  rectification: ['整改', 'the rectification'],
  replenishment: ['回补', 'the replenishment'],
  photo: ['照片', 'the photo'],
});
export type Debt = keyof typeof debts;

/** What a step may ask for besides its lines. */
export const needs = words({
  reason: ['事由', 'a reason'],
  photo: ['照片', 'a photo'],
  ref: ['相关单据或凭证号', 'the number of the paper it rests on'],
  basis: ['依据（命令文号、来电或照片）', 'the order it rests on: its number, a call or a photo'],
});
export type Need = keyof typeof needs;
