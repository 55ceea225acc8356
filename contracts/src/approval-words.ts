/** The words of approvals: how urgent a document is, under which response level, and what people call those who sign. */
import type { Word } from './document-words.ts';
import type { Role } from './roles.ts';

export const urgencyWords = Object.freeze({
  routine: ['常规', 'routine'],
  urgent: ['紧急', 'urgent'],
  emergency: ['特急', 'emergency'],
} as const satisfies Record<string, Word>);
export type Urgency = keyof typeof urgencyWords;
export const urgencies = Object.keys(urgencyWords) as [Urgency, ...Urgency[]];

/** The highest first. */
export const responseLevels = ['I', 'II', 'III', 'IV'] as const;
export type ResponseLevel = (typeof responseLevels)[number];

export const roleWords: Readonly<Record<Role, Word>> = Object.freeze({
  storeKeeper: ['保管员', 'store keeper'],
  approver: ['审批人', 'approver'],
  watchCommander: ['值班指挥长', 'watch commander'],
  rotationOfficer: ['轮换专员', 'rotation officer'],
  qualityInspector: ['质检员', 'quality inspector'],
  supervisor: ['督察', 'supervisor'],
  policyOwner: ['保障主管', 'policy owner'],
  partner: ['代储企业', 'partner'],
  guest: ['联动单位', 'guest'],
  systemAdmin: ['系统管理员', 'system administrator'],
  securityAdmin: ['安全管理员', 'security administrator'],
  auditAdmin: ['审计管理员', 'audit administrator'],
});
