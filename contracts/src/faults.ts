/** Every way a thing can be refused: one code, one remedy, one HTTP status, one sentence in each language. */

/** What the one who meets the fault should do. */
export type Remedy = 'drop' | 'tell-person' | 'reread' | 'retry' | 'stop' | 'fix-code';

type Row = { remedy: Remedy; status: number; retry: boolean; zh: string; en: string };

const row = (remedy: Remedy, status: number, retry: boolean, zh: string, en: string): Row =>
  Object.freeze({ remedy, status, retry, zh, en });

export const faults = Object.freeze({
  letterTooLarge: row(
    'drop',
    413,
    false,
    '信件超过 256 KB，已隔离。',
    'The letter is larger than 256 KB and was set aside.',
  ),
  letterNotJson: row(
    'drop',
    400,
    false,
    '信件不是有效的 JSON，已隔离。',
    'The letter is not valid JSON and was set aside.',
  ),
  letterTooDeep: row(
    'drop',
    400,
    false,
    '信件嵌套超过 16 层，已隔离。',
    'The letter is nested deeper than 16 levels and was set aside.',
  ),
  letterShape: row(
    'drop',
    400,
    false,
    '信件的字段不符合约定，已隔离。',
    'A field of the letter is missing or wrong; it was set aside.',
  ),
  letterVersion: row(
    'tell-person',
    400,
    false,
    '信件的版本或种类未知，已原样保存，升级后重放。',
    'The letter is of an unknown version or kind; it is kept as it came and replayed after an update.',
  ),
  letterIdentity: row(
    'tell-person',
    403,
    false,
    '信件署名的网关与登录的网关不符。',
    'The letter names another gateway than the one that sent it.',
  ),
  letterConflict: row(
    'tell-person',
    409,
    false,
    '同一编号收到内容不同的信件：安全告警。',
    'A number came again with other content: a security notice was raised.',
  ),
  letterSeqJump: row(
    'tell-person',
    409,
    false,
    '信件编号跳跃过大，已隔离。',
    'The letter number jumps too far ahead; it was set aside.',
  ),
  epochSuperseded: row(
    'tell-person',
    409,
    false,
    '已被取代的发件箱又出现：安全告警。',
    'A superseded outbox has come back: a security notice was raised.',
  ),
  episodesFull: row(
    'tell-person',
    409,
    false,
    '该库未结束的超限事件过多，新的事件已隔离：请检查网关。',
    'This store has too many open episodes; a new one was set aside: look at its gateway.',
  ),
  devicesFull: row(
    'tell-person',
    409,
    false,
    '该网关报出的设备名称超过 256 个，信件已隔离：请检查网关配置。',
    'The gateway names more than 256 devices; the letter was set aside: look at its configuration.',
  ),
  sweepsMany: row(
    'tell-person',
    429,
    false,
    '该网关的盘点过于频繁：信件已留存，但不再与账面比对。请检查网关。',
    'The gateway sweeps its rooms too often: the letters are kept but no longer held against the book. Look at the gateway.',
  ),
  epochUnknown: row(
    'reread',
    409,
    false,
    '信件的发件箱未经登记，已隔离，并请网关重新登记。',
    'The letter is of an outbox that was never announced; it was set aside and the gateway asked to announce itself.',
  ),
  notFound: row(
    'tell-person',
    404,
    false,
    '没有这个对象，请检查编号。',
    'There is no such thing; check the id.',
  ),
  badQuery: row(
    'tell-person',
    400,
    false,
    '查询参数有误，请按说明修改。',
    'A query parameter is wrong; correct it as described.',
  ),
  methodNotAllowed: row(
    'tell-person',
    405,
    false,
    '此地址不支持这种操作。',
    'This address does not support that method.',
  ),
  foreignOrigin: row(
    'tell-person',
    403,
    false,
    '请求来自其他站点，已拒绝。',
    'The request comes from another site and was refused.',
  ),
  storeBusy: row('retry', 503, true, '数据库正忙，请稍后重试。', 'The store is busy; try again shortly.'),
  diskFull: row(
    'tell-person',
    507,
    true,
    '磁盘已满，请腾出空间；已确认的数据没有丢失。',
    'The disk is full: make room. Nothing that was acknowledged is lost.',
  ),
  climateDown: row(
    'retry',
    503,
    true,
    '温湿度数据库连接不上，请稍后重试；测点先存在本机排队。',
    'The climate server can not be reached; try again later. Points wait on this computer.',
  ),
  climateRefused: row(
    'tell-person',
    502,
    false,
    '温湿度数据库拒绝访问，请检查设置中的令牌、组织和数据库名。',
    'The climate server refuses this one: check its token, organisation and bucket in the settings.',
  ),
  notLoggedIn: row('tell-person', 401, false, '请先登录。', 'Log in first.'),
  loginWrong: row('tell-person', 401, false, '账号或密码不正确。', 'The account or the password is wrong.'),
  accountLocked: row(
    'tell-person',
    423,
    false,
    '连续 5 次失败，账号锁定 30 分钟。',
    'Five failures in a row: the account is locked for 30 minutes.',
  ),
  accountSuspended: row(
    'tell-person',
    403,
    false,
    '账号已停用，请联系安全管理员。',
    'The account is suspended: ask the security administrator.',
  ),
  sessionIdle: row(
    'tell-person',
    401,
    false,
    '长时间未操作，已退出，请重新登录。',
    'Nobody was at work for a while, so the login ended: log in again.',
  ),
  sessionTooLong: row(
    'tell-person',
    401,
    false,
    '本次登录已满 12 小时，请重新登录。',
    'The login has lasted 12 hours: log in again.',
  ),
  secondFactorWrong: row(
    'tell-person',
    401,
    false,
    '动态验证码不正确或已用过。',
    'The one-time code is wrong or was used before.',
  ),
  secondFactorNeeded: row(
    'tell-person',
    401,
    false,
    '管理员须同时输入动态验证码。',
    'An administrator needs the one-time code too.',
  ),
  changePasswordFirst: row('tell-person', 403, false, '请先修改密码。', 'Change the password first.'),
  passwordShort: row(
    'tell-person',
    422,
    false,
    '密码少于 10 个字符。',
    'The password has fewer than 10 signs.',
  ),
  passwordLong: row(
    'tell-person',
    422,
    false,
    '密码多于 128 个字符。',
    'The password has more than 128 signs.',
  ),
  passwordPlain: row(
    'tell-person',
    422,
    false,
    '少于 16 个字符的密码须包含大写、小写、数字、符号、汉字中的三类。',
    'A password of fewer than 16 signs needs three of capitals, small letters, digits, symbols, Chinese characters.',
  ),
  passwordMonotonous: row(
    'tell-person',
    422,
    false,
    '密码重复或顺序字符过多。',
    'Too much of the password repeats or runs in order.',
  ),
  passwordName: row(
    'tell-person',
    422,
    false,
    '密码不得包含账号名。',
    'The password must not contain the name of the account.',
  ),
  passwordCommon: row(
    'tell-person',
    422,
    false,
    '密码是常见密码，请换一个。',
    'The password is one that everybody tries: take another.',
  ),
  passwordUsed: row(
    'tell-person',
    422,
    false,
    '密码与最近 5 次用过的相同。',
    'The password is one of the last five.',
  ),
  rightMissing: row('tell-person', 403, false, '您的角色无权进行此操作。', 'Your role does not allow this.'),
  outOfScope: row(
    'tell-person',
    403,
    false,
    '该单位不在您的管辖范围内。',
    'That unit is outside your scope.',
  ),
  rolesConflict: row(
    'tell-person',
    409,
    false,
    '这些角色不得由同一账号兼任。',
    'One account may not hold these roles together.',
  ),
  grantToSelf: row('tell-person', 403, false, '不得给自己授权。', 'Nobody grants rights to himself.'),
  documentState: row(
    'reread',
    409,
    false,
    '单据当前状态不能这样办理，请按提示的步骤办理。',
    'The document can not take this step now; take one of those it offers.',
  ),
  documentChanged: row(
    'reread',
    409,
    false,
    '单据已被他人更新，请刷新后再办理。',
    'Somebody else has changed the document; look at it again.',
  ),
  documentNeeds: row(
    'tell-person',
    400,
    false,
    '办理这一步还缺内容，请补齐。',
    'The step still wants something; add it.',
  ),
  documentLine: row(
    'tell-person',
    400,
    false,
    '单据明细有误，请按提示修改。',
    'A line of the document is wrong; correct it as described.',
  ),
  dutyMissing: row(
    'tell-person',
    403,
    false,
    '签字人在该单位没有这项职责，请由有此职责的人办理。',
    'The signer has no such duty at this site; it takes somebody who has.',
  ),
  samePerson: row(
    'tell-person',
    403,
    false,
    '不得由同一人签字，请由另一人办理。',
    'One person can not sign both; it takes another.',
  ),
  quantityOver: row(
    'tell-person',
    409,
    false,
    '数量超出可办理的余量，请核对数量。',
    'The quantity is more than is left; check it.',
  ),
  alreadyMoved: row(
    'tell-person',
    409,
    false,
    '物资已经移动入账，不能重复办理或撤销；有误请由两人冲正。',
    'The goods have been moved and posted: it can not be done again or cancelled; a mistake is corrected by two persons.',
  ),
  csrfMissing: row(
    'reread',
    403,
    false,
    '页面已过期，请刷新后重试。',
    'The page is out of date: load it again, then repeat.',
  ),
  tooMany: row(
    'retry',
    429,
    true,
    '操作过于频繁，请一分钟后再试。',
    'Too many at once: try again in a minute.',
  ),
  bodyTooLarge: row('tell-person', 413, false, '提交的内容过大。', 'What was sent is too large.'),
  bodyType: row('fix-code', 415, false, '提交的内容必须是 JSON。', 'What is sent has to be JSON.'),
  bodyShape: row(
    'tell-person',
    422,
    false,
    '提交的内容有误，请按提示修改。',
    'Something sent is wrong; correct it as described.',
  ),
  codeWrong: row(
    'tell-person',
    401,
    false,
    '启用码不正确或已用过。',
    'The one-time code is wrong or was used.',
  ),
  nameTaken: row('tell-person', 409, false, '该账号名已被使用。', 'The name is taken.'),
  loginLocal: row(
    'tell-person',
    403,
    false,
    '示例账号只能在本机使用。',
    'Sample accounts work on this computer only.',
  ),
  internal: row('fix-code', 500, false, '程序内部错误，已记录。', 'An internal error; it was logged.'),
});

export type FaultCode = keyof typeof faults;

/** The one error type: its code says everything else. `detail` is for the log and the person, never for deciding. */
export class Fault extends Error {
  readonly code: FaultCode;
  readonly detail: string;
  constructor(code: FaultCode, detail = '') {
    super(detail ? `${faults[code].en} (${detail})` : faults[code].en);
    this.name = 'Fault';
    this.code = code;
    this.detail = detail;
  }
}
