/** The words of what one person asked for and a second has to confirm. */

export const secondPersonZh = {
  title: '待第二人确认',
  asked: (by: string, at: string) => `${by} 于 ${at} 提出`,
  until: (end: string) => `${end} 失效`,
  lapsed: '满 30 天未确认，已失效，须重新提出',
  certificate: (fingerprint: string) => `绑定证书 ${fingerprint}`,
  noCertificate: '解除数字证书',
  roles: (roles: string) => `角色改为 ${roles}`,
  reset: '重置密码',
  resetHint:
    '此人可以发布或同意政策：新密码现在显示一次，须由不同职的管理员确认后才生效，在此之前原密码照常可用。确认时原密码、动态验证码、数字证书和锁定一并清除，全部会话结束，此人未决的提议作废。',
  codeWaits: '此密码须由不同职的管理员在“人员与权限”页确认后才能登录，在此之前原密码照常可用。',
  given: (by: string, at: string) => `该账号的密码最近一次由 ${by} 于 ${at} 给出。`,
  givenByYou: '该账号的密码由您给出：角色须由另一位管理员确认。',
  givenByAsker: (at: string) => `提出者于 ${at} 重置过该账号的密码：请先向本人核实，账号仍由本人使用。`,
  resetConfirm: (by: string) =>
    `确认后，${by} 手中的新密码立即生效，您看不到它；原密码、动态验证码、数字证书和全部会话同时失效，此人未决的提议作废。请先向本人核实。`,
  grantHint: '授予管理员、保障主管或督察，须由不同职、且未给出该账号密码的管理员确认后才生效。',
  subject: '证书主体',
  hint: '确认后立即生效，该账号的全部会话立即结束。由与提出者不同职的管理员确认，角色不能由给出该账号密码的人确认；管理员自己的证书也可由本人确认。',
  confirm: '确认',
  refuse: '不同意',
  withdraw: '撤回',
};
export const secondPersonEn: typeof secondPersonZh = {
  title: 'Waits for a second person',
  asked: (by, at) => `asked by ${by} at ${at}`,
  until: (end) => `lapses at ${end}`,
  lapsed: 'lapsed: nobody confirmed it within 30 days; it has to be asked anew',
  certificate: (fingerprint) => `bind certificate ${fingerprint}`,
  noCertificate: 'take the certificate off',
  roles: (roles) => `roles become ${roles}`,
  reset: 'new password',
  resetHint:
    'This person publishes policies or agrees to them: the new password is shown once, now, and works once an administrator of another kind has confirmed it; until then the old one does. Confirmed, the old one, one-time codes, certificate and lock go, all sessions end, and what this person has proposed falls.',
  codeWaits:
    'It works once an administrator of another kind has confirmed it on the page People and rights; until then the old one does.',
  given: (by, at) => `The password of this account was last given by ${by} at ${at}.`,
  givenByYou: 'You gave this account its password: another administrator has to confirm its role.',
  givenByAsker: (at) =>
    `Who asks gave this account a new password at ${at}: first make sure with the person that it is still theirs.`,
  resetConfirm: (by) =>
    `Confirmed, the new password that ${by} has works at once, and you do not see it; the old one, one-time codes, certificate and all sessions end, and what this person has proposed falls. First ask the person it is for.`,
  grantHint:
    'Who is to become an administrator, a policy owner or a supervisor waits until an administrator of another kind, who did not give the account its password, has confirmed it.',
  subject: 'Issued to',
  hint: 'Once confirmed it holds at once, and all sessions of the account end. It is confirmed by an administrator of another kind than who asked, a role by another than who gave the account its password; an administrator’s own certificate also by its holder.',
  confirm: 'Confirm',
  refuse: 'Do not agree',
  withdraw: 'Withdraw',
};
