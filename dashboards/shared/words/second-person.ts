/** The words of what one person asked for and a second has to confirm. */

export const secondPersonZh = {
  title: '待第二人确认',
  asked: (by: string, at: string) => `${by} 于 ${at} 提出`,
  until: (end: string) => `${end} 失效`,
  lapsed: '满 30 天未确认，已失效，须重新提出',
  certificate: (fingerprint: string) => `绑定证书 ${fingerprint}`,
  noCertificate: '解除数字证书',
  roles: (roles: string) => `角色改为 ${roles}`,
  subject: '证书主体',
  hint: '确认后立即生效，该账号的全部会话立即结束。证书由本人或与提出者不同职的管理员确认，管理员角色由不同职的管理员确认。',
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
  subject: 'Issued to',
  hint: 'Once confirmed it holds at once, and all sessions of the account end. A certificate is confirmed by its holder or by an administrator of another kind than who asked, the role of an administrator by one of another kind.',
  confirm: 'Confirm',
  refuse: 'Do not agree',
  withdraw: 'Withdraw',
};
