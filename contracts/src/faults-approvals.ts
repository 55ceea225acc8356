/** How a table of approvals, a delegation or a review is refused. */
import { row } from './fault-row.ts';

export const approvalFaults = Object.freeze({
  policyWrong: row(
    'tell-person',
    422,
    false,
    '审批规则表有误，未启用，请按所列逐项修改。',
    'The policy has mistakes and was not taken; correct each that is listed.',
  ),
  policyChanged: row(
    'reread',
    409,
    false,
    '审批规则表已有新版本，请在新版本上修改。',
    'There is a newer version of the policy: change that one.',
  ),
  countPolicyWrong: row(
    'tell-person',
    422,
    false,
    '盘点制度前后矛盾，未启用，请按所列逐项修改。',
    'The policy of counts contradicts itself and was not taken; correct each that is listed.',
  ),
  countPolicyChanged: row(
    'reread',
    409,
    false,
    '盘点制度已有新版本，请在新版本上修改。',
    'There is a newer version of the policy of counts: change that one.',
  ),
  policyTerm: row(
    'tell-person',
    422,
    false,
    '生效时间不能早于现在，且须在一年之内。',
    'A policy begins now or later, and within a year.',
  ),
  delegationTerm: row(
    'tell-person',
    422,
    false,
    '委托期限须晚于现在，且不超过 90 天。',
    'A delegation ends later than now, and within 90 days.',
  ),
  delegationTo: row(
    'tell-person',
    422,
    false,
    '不能委托给此人：须是他人、在用账号，且不是管理员、代储企业或联动单位。',
    'It can not be given to this one: it takes somebody else with an account in use, no administrator and no outsider.',
  ),
  reviewedAlready: row('reread', 409, false, '此单已复核。', 'It has been reviewed already.'),
});
