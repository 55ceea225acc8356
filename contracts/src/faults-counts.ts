/** How a count is refused: it is blind, not under way, or something still stands in the way of its posting. */
import { row } from './fault-row.ts';

export const countFaults = Object.freeze({
  countBlind: row(
    'tell-person',
    403,
    false,
    '盲盘进行中：账面数量和差异在入账前只对未参加盘点的审批人显示。',
    'The count is blind: until it is posted, quantities and differences are shown only to an approver who counted nothing.',
  ),
  countNotRunning: row(
    'reread',
    409,
    false,
    '该盘点不在进行中，请刷新后查看。',
    'This count is not under way; look at it again.',
  ),
  countOwnWay: row(
    'fix-code',
    400,
    false,
    '盘点单请在盘点页面办理。',
    'A count is opened and posted as a count: by /api/counts/open and /api/counts/post.',
  ),
  countNotReady: row(
    'reread',
    409,
    false,
    '盘点还不能入账，请先处理所列各项。',
    'The count can not be posted yet; settle what is listed.',
  ),
  countFull: row(
    'tell-person',
    409,
    false,
    '本次盘点您的记录已达上限，请提交后另立盘点单。',
    'You have written down as much as one count takes; submit it and plan another.',
  ),
  countsMany: row(
    'tell-person',
    409,
    false,
    '未办结的盘点已达上限（每库 40 份，每人 12 份），请先办结或取消。',
    'There are as many counts open as a store (40) or a person (12) may have: post or cancel some first.',
  ),
  countAside: row(
    'tell-person',
    403,
    false,
    '剔除过本次盘点记录的人不得入账，请另一审批人办理；他人的记录只由审批人剔除。',
    'Who set observations of this count aside does not post it: it takes another approver. Those of others only an approver sets aside.',
  ),
  countMoving: row(
    'retry',
    503,
    true,
    '库存正在变动，请稍后再入账。',
    'The stock is moving just now; post again in a moment.',
  ),
});
