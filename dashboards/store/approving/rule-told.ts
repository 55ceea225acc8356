/** A row of the policy in words: which duty, what it applies to, who signs, and on what it rests. */
import { urgencyWords } from '@changping/contracts/approval-words';
import { documentTypes, duties } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import type { Speech } from '../use-store-words.tsx';

export type Policy = Answer<'/api/policies'>['items'][number];
export type Rule = Policy['rules'][number];

export const partsTold = (rule: Rule, words: Speech): [title: string, text: string][] => [
  [words.approving.action, words.said(duties, rule.action)],
  [words.approving.fits, fitsTold(rule, words)],
  [words.approving.signatures, signaturesTold(rule, words)],
  [words.approving.source, rule.source],
];

export function fitsTold({ types, classes, fen, urgencies, levels }: Rule, words: Speech): string {
  const { approving, said, and } = words;
  const yuan = (n: number) => (n / 100).toLocaleString('en-US');
  const isAnyValue = fen.from === 0 && fen.to === null;
  const parts = [
    types?.map((type) => said(documentTypes, type)).join(and),
    classes?.join(and),
    isAnyValue ? undefined : approving.value(yuan(fen.from), fen.to === null ? null : yuan(fen.to)),
    urgencies?.map((each) => said(urgencyWords, each)).join(and),
    levels ? approving.levels(levels.join(and)) : undefined,
  ].filter((part) => part !== undefined);
  return parts.length ? parts.join(' · ') : approving.always;
}

export function signaturesTold({ signatures, actFirst, byAsker, papersDays }: Rule, words: Speech): string {
  const { approving } = words;
  const all = signatures.map(({ by, count }) => approving.signed(count, whoTold(by, words)));
  return [
    ...all,
    ...(actFirst ? [approving.actFirst] : []),
    ...(byAsker ? [approving.byAsker] : []),
    ...(papersDays ? [approving.papersIn(papersDays)] : []),
  ].join(' + ');
}

/** Each role once, with the units it may belong to. */
const whoTold = (by: Rule['signatures'][number]['by'], { approving, roles, and }: Speech): string =>
  [...new Set(by.map(({ role }) => role))]
    .map((role) => {
      const units = by.filter((each) => each.role === role).map(({ unit }) => approving.whoseOf[unit]);
      return approving.roleAt(roles[role], units.join(and));
    })
    .join(and);
