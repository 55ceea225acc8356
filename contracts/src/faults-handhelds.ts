/** How a handheld and what it kept are refused. */
import { row } from './fault-row.ts';

export const handheldFaults = Object.freeze({
  handheldRevoked: row(
    'stop',
    403,
    false,
    '此手持已停用：本机数据将清除，未发送的内容已交人工复核。',
    'This handheld is revoked: what it keeps is wiped, and what was not sent goes to a person.',
  ),
  handheldUnknown: row(
    'tell-person',
    403,
    false,
    '此手持尚未登记，请向系统管理员索取登记码。',
    'This handheld is not enrolled: ask the system administrator for a code.',
  ),
  handheldCode: row(
    'tell-person',
    401,
    false,
    '登记码不正确、已用过或已过期。',
    'The code is wrong, was used, or is over.',
  ),
  leftoversFull: row(
    'tell-person',
    409,
    false,
    '此手持留下的内容已存满，其余不再接收。',
    'What this handheld left fills its room: no more of it is kept.',
  ),
  handheldWord: row(
    'fix-code',
    422,
    false,
    '手持自述的序号不符合约定。',
    'What the handheld says of itself is not as agreed.',
  ),
  handheldEpoch: row(
    'tell-person',
    409,
    false,
    '此内容出自本机重装之前，须人工核对后重新签认。',
    'This is from before the handheld was set up anew: look at it and sign it again.',
  ),
  handheldSeq: row(
    'tell-person',
    409,
    false,
    '同一序号收到不同内容，须人工核对后重新签认。',
    'A number came again with other content: look at it and sign it again.',
  ),
  handheldMakesNone: row(
    'tell-person',
    403,
    false,
    '手持上不能生成令牌，请在电脑上办理。',
    'A handheld makes no tokens: make it at a computer.',
  ),
  handheldLate: row(
    'tell-person',
    409,
    false,
    '签认已超过 24 小时，须人工核对后重新签认。',
    'It was signed more than 24 hours ago: look at it and sign it again.',
  ),
});
