/** The words of the door in English. */
import type { Role } from '@changping/contracts/roles';
import type { EnterWords } from './enter-zh.ts';

const roles: Record<Role, string> = {
  storeKeeper: 'store keeper',
  approver: 'approver',
  watchCommander: 'watch commander',
  rotationOfficer: 'rotation officer',
  qualityInspector: 'quality inspector',
  supervisor: 'supervisor',
  policyOwner: 'policy owner',
  partner: 'partner company',
  guest: 'neighbour (mutual aid)',
  systemAdmin: 'system administrator',
  securityAdmin: 'security administrator',
  auditAdmin: 'audit administrator',
};

export const enterEn: EnterWords = {
  title: 'Changping · log in',
  product: 'Changping',
  about: 'Emergency stores: what is where, whether it is still good, who can be reached with it',
  other: '中文',
  roles,
  role: (held) => held.map((role) => roles[role]).join(', ') || 'no role yet',
  logIn: 'Log in',
  name: 'Account',
  password: 'Password',
  code: 'One-time code (6 digits)',
  come: 'Log in',
  samples: 'Sample accounts',
  samplesHint: 'A demo: sample people and sample data, on this computer alone. Choose one to come in.',
  wholeRegion: 'the whole region',
  site: (at) => at.nameEn,
  setUp: 'First start',
  setUpHint: (waiting) =>
    waiting.length === 0
      ? 'An administrator makes a new account here with a one-time code; the account that held the role is suspended.'
      : `There is no ${waiting.map((role) => roles[role]).join(', no ')} yet. Hand the three one-time codes to three people; each makes an account here.`,
  setUpCode: 'One-time code',
  setUpOpen: 'Make an account with a one-time code',
  display: 'Name',
  change: 'Change the password',
  changeHint: 'The password was given by somebody else or has reached its term: change it first.',
  old: 'Present password',
  next: 'New password',
  rule: 'At least 10 signs with three of capitals, small letters, digits, symbols, Chinese characters; or a sentence of 16 signs or more.',
  changed: 'The password is changed.',
  second: 'Set up one-time codes',
  secondHint:
    'Administrators need a second factor. Scan the code with the authenticator on the phone, or type the key there, then type the six digits it shows.',
  secondMake: 'Show the key',
  secondQr: 'QR code for the authenticator on the phone',
  secondKey: 'Where it cannot be scanned, type this key',
  secondConfirm: 'Confirm',
  go: 'Go on',
  leave: 'Log out',
  inAs: (who) => `Logged in: ${who}`,
  noPage: 'This account has no role yet; ask the security administrator.',
  waiting: 'One moment …',
  offline: 'The server does not answer: check the network and try again.',
  reasons: {
    notLoggedIn: 'Log in first.',
    sessionIdle: 'Nobody was at work for a while, so the login ended: log in again.',
    sessionTooLong: 'The login has lasted 12 hours: log in again.',
  },
};
