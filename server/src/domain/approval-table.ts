/** The sample table of approvals that a region starts with, until its own is put in its place. Strict rows stand before the general ones, for the first that fits decides. */
import type { DocumentType, Duty } from '@changping/contracts/document-words';
import type { Role } from '@changping/contracts/roles';
import type { ApprovalPolicy, ApprovalRule, Signatures, Who, Whose } from './approval-policy.ts';

const source = '示例：未采用任何单位的正式规定 / sample: no unit’s own rule';
const yuan = (n: number) => n * 100;
const by = (...who: Who[]): Signatures => ({ by: who, count: 1 });
const at = (role: Role, ...units: Whose[]): Who[] => units.map((unit) => ({ role, unit }));
const row = (
  id: string,
  action: Duty,
  signatures: readonly Signatures[],
  more: Partial<ApprovalRule> = {},
): ApprovalRule => ({
  ...{ id, action, types: null, classes: null, fen: { from: 0, to: null }, urgencies: null, levels: null },
  ...{ signatures, actFirst: false, byAsker: false, source },
  ...more,
});

const calls: DocumentType[] = ['dispatch', 'callOff', 'mutualAidGiven', 'mutualAidReceived'];
const near = by(...at('approver', 'own', 'above'));
const top = by(...at('approver', 'regional'));
const keeper = at('storeKeeper', 'own', 'above');

export const sampleApprovals: ApprovalPolicy = Object.freeze({
  version: 1,
  rules: [
    row('approve-response-high', 'approve', [by(...at('watchCommander', 'regional'), ...top.by)], {
      ...{ types: calls, levels: ['I', 'II'], actFirst: true },
    }),
    row('approve-response', 'approve', [by(...at('watchCommander', 'own', 'above'), ...near.by)], {
      ...{ types: calls, levels: ['III', 'IV'], actFirst: true },
    }),
    row('approve-emergency', 'approve', [by(...at('watchCommander', 'own', 'above'), ...near.by)], {
      ...{ types: [...calls, 'transfer', 'handOut', 'emergencyPurchase'], urgencies: ['emergency'] },
      ...{ actFirst: true, papersDays: 15 },
    }),
    row('approve-disposal', 'approve', [near, by(...at('approver', 'above', 'regional'))], {
      types: ['disposal'],
    }),
    row('approve-count-a', 'approve', [by(...at('approver', 'above', 'regional'))], {
      ...{ types: ['count'], classes: ['A'] },
    }),
    row('approve-dear', 'approve', [near, top], { fen: { from: yuan(500_000), to: null } }),
    row('approve', 'approve', [near]),
    row('ask', 'ask', [
      by(
        ...at('storeKeeper', 'own', 'above'),
        ...at('watchCommander', 'own', 'above'),
        ...at('rotationOfficer', 'own', 'above'),
        ...at('qualityInspector', 'own', 'above'),
        ...at('supervisor', 'own', 'above'),
        ...at('guest', 'own'),
      ),
    ]),
    row('order', 'order', [by(...keeper, ...at('rotationOfficer', 'own', 'above'))]),
    row('pick', 'pick', [by(...keeper)]),
    // Assumption: a county store has one keeper, and of what a squad comes for every day somebody else has to approve and whoever takes it signs; a third pair of eyes at the counter is kept for what is dear.
    row('release-hand-out', 'release', [by(...keeper, ...near.by)], {
      ...{ types: ['handOut'], fen: { from: 0, to: yuan(50_000) }, byAsker: true },
      source:
        '示例假设：县级库通常只有一名保管员；5 万元以下的领用，申请人经他人批准后可自行发放，领用人会签 / sample assumption: a county store has one keeper; below CNY 50,000 who asked may give out what another approved, before whoever takes it',
    }),
    row('release', 'release', [by(...keeper, ...near.by, ...at('watchCommander', 'own', 'above'))]),
    row('carry', 'carry', [by(...keeper)]),
    row('receive', 'receive', [
      by(...keeper, ...at('watchCommander', 'own', 'above'), ...at('guest', 'own')),
    ]),
    row('keep', 'keep', [by(...keeper)]),
    row('count', 'count', [by(...keeper, ...at('qualityInspector', 'own', 'above'))]),
    row('inspect', 'inspect', [by(...at('qualityInspector', 'own', 'above'), ...keeper)]),
    row('maintain', 'maintain', [by(...keeper)]),
    row('rotate', 'rotate', [by(...at('rotationOfficer', 'own', 'above'), ...keeper)]),
    row('watch', 'watch', [by(...at('watchCommander', 'own', 'above'))]),
    row('supply', 'supply', [by(...at('partner', 'own'), ...at('guest', 'own'))]),
    row('supervise', 'supervise', [by(...at('supervisor', 'own', 'above'))]),
  ],
});
