/** The words of a certificate that is somebody's second factor. */

export const personCertificateZh = {
  bind: '数字证书',
  title: (who: string) => `${who} 的数字证书`,
  hint: '绑定后，此人登录时出示该证书（如公安数字证书）并输入密码，可不再输入动态验证码。绑定、更换或解除后，该账号的全部会话立即结束。管理员、保障主管和督察的证书须另有一人确认后才生效。',
  bound: '现绑定证书的 SHA-256 指纹',
  none: '未绑定证书。',
  file: '证书文件（PEM 或 DER，不含私钥）',
  set: '绑定',
  drop: '解除绑定',
};
export const personCertificateEn: typeof personCertificateZh = {
  bind: 'Certificate',
  title: (who) => `Certificate of ${who}`,
  hint: 'Once it is bound, this person comes in by showing it and giving the password, and needs no one-time code. When it is bound, changed or taken off, all sessions of the account end at once. That of an administrator, a policy owner or a supervisor waits for a second person.',
  bound: 'SHA-256 fingerprint of the one that is bound',
  none: 'No certificate is bound.',
  file: 'File of the certificate (PEM or DER, without its private key)',
  set: 'Bind',
  drop: 'Take off',
};
