/** The words of the door in Chinese: coming in, first passwords, one-time codes. */
import type { Role } from '@changping/contracts/roles';

const roles: Record<Role, string> = {
  storeKeeper: '保管员',
  approver: '审批人',
  watchCommander: '值班指挥长',
  rotationOfficer: '轮换专员',
  qualityInspector: '质检员',
  supervisor: '督察',
  policyOwner: '保障主管',
  partner: '代储企业',
  guest: '联动单位',
  systemAdmin: '系统管理员',
  securityAdmin: '安全管理员',
  auditAdmin: '审计管理员',
};

export const enterZh = {
  title: '常平 · 登录',
  product: '常平',
  about: '应急物资仓库：什么东西在哪里、还好不好、送得到谁',
  other: 'English',
  roles,
  role: (held: readonly Role[]) => held.map((role) => roles[role]).join('、') || '尚无角色',
  logIn: '登录',
  name: '账号',
  password: '密码',
  code: '动态验证码（6 位）',
  come: '登录',
  samples: '示例账号',
  samplesHint: '演示系统：以下为示例人员和示例数据，只能在本机使用。点选即可进入。',
  wholeRegion: '全区',
  site: (at: { name: string; nameEn: string }) => at.name,
  setUp: '首次启用',
  setUpHint: (waiting: readonly Role[]) =>
    waiting.length === 0
      ? '管理员凭启用码在此建立新账号，同一角色原来的账号随即停用。'
      : `还没有${waiting.map((role) => roles[role]).join('、')}的账号。三份启用码应交给三个人，各自在此启用。`,
  setUpCode: '启用码',
  setUpOpen: '用启用码建立账号',
  display: '姓名',
  change: '修改密码',
  changeHint: '密码由他人给定或已满期，请先修改。',
  old: '现在的密码',
  next: '新密码',
  rule: '至少 10 个字符，含大写、小写、数字、符号、汉字中的三类；或一句 16 个字符以上的话。',
  changed: '密码已修改。',
  second: '设置动态验证码',
  secondHint: '管理员须用第二因素。用手机验证器扫描二维码，或输入密钥，再填写显示的 6 位数字。',
  secondMake: '显示密钥',
  secondQr: '给手机验证器扫描的二维码',
  secondKey: '扫不了时输入密钥',
  secondConfirm: '确认',
  go: '进入',
  leave: '退出登录',
  inAs: (who: string) => `已登录：${who}`,
  noPage: '该账号还没有角色，请联系安全管理员。',
  waiting: '请稍候…',
  offline: '连接不上服务器，请检查网络后重试。',
  reasons: {
    notLoggedIn: '请先登录。',
    sessionIdle: '长时间未操作，已退出，请重新登录。',
    sessionTooLong: '本次登录已满 12 小时，请重新登录。',
  } as Record<string, string>,
};
export type EnterWords = typeof enterZh;
