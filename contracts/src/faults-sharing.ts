/** How what is shared with neighbours, and what they ask for, is refused. */
import { row } from './fault-row.ts';

export const sharingFaults = Object.freeze({
  sharingChanged: row(
    'reread',
    409,
    false,
    '对外共享已有新版本，请在新版本上修改。',
    'What is shared has a newer version: change that one.',
  ),
  notShared: row(
    'reread',
    422,
    false,
    '所请品种不在当前共享之列，请按共享清单申请。',
    'This kind is not shared now; ask for what the list shows.',
  ),
  aidMany: row(
    'tell-person',
    409,
    false,
    '未答复的和一天之内的申请已达上限（每单位 20 份），请等候审批，或把所需并入一份。',
    'A unit may have as many as 20 askings that are undecided or of the last day: wait for a decision, or ask for more in one.',
  ),
  secondOutside: row(
    'tell-person',
    403,
    false,
    '代储企业和联动单位的步骤由本人一人签字。',
    'A partner or a neighbour signs its steps alone.',
  ),
  aidOwnWay: row(
    'tell-person',
    403,
    false,
    '联动单位请用“申请支援”提出，由本区审批。',
    'A neighbour asks for aid on its own page; our approver decides.',
  ),
});
