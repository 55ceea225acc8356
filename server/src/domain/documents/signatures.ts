/** Who signs a step: with the duty at the site it is taken at, two people where it wants two, and nobody on both sides of it. */
import { type Duty, documentActions, duties } from '@changping/contracts/document-words';
import type { Command, Document, Signer, Step } from '@changping/contracts/documents';
import { type Refused, refused } from './answer.ts';
import type { StepRule } from './table.ts';

export function ofSignatures(
  document: Document,
  rule: StepRule,
  { by, second }: Command,
): Refused | undefined {
  const site = siteOf(document, rule);
  if (!by.person.trim()) return refused('documentNeeds', '须有人签字', 'somebody must sign');
  const alone = holds(by, rule.by, site) ? undefined : missing(rule.by, site);
  // The lorry is of either end, and so is who drives it.
  const ends = document.there === null ? [document.site] : [document.site, document.there];
  const fault = rule.second ? ofPair(by, rule.by, site, second, rule.second, ends) : alone;
  if (fault) return fault;
  if (second?.person === by.person)
    return refused('samePerson', '两个签字须是两个人', 'the two signatures must be of two people');
  return ofApart(document, rule, by.person) ?? (second && ofApart(document, rule, second.person, true));
}

/** Nobody on both sides of it; a delegate is as much the one he stands in for as himself. @param isBeside who signs second may have signed second before: the same driver drives both ways. */
export function ofApart(
  document: Pick<Document, 'steps'>,
  { apart }: Pick<StepRule, 'apart'>,
  person: string,
  isBeside = false,
): Refused | undefined {
  const clash = standing(document.steps).find(
    ({ action, by, second, signatures = [] }) =>
      apart?.includes(action) &&
      (by === person ||
        (!isBeside && second === person) ||
        signatures.some((one) => one.person === by && one.as === person)),
  );
  if (!clash) return undefined;
  return refused(
    'samePerson',
    `“${documentActions[clash.action][0]}”也是此人签的，请另一人办理`,
    `the same person signed "${documentActions[clash.action][1]}": it takes another`,
  );
}

/** Two signatures, two people, each with the duty: the first at this site, the second at one of these ends. */
export function ofPair(
  by: Signer,
  duty: Duty,
  site: string,
  second: Signer | undefined,
  other: Duty | 'anyone',
  ends: readonly string[],
): Refused | undefined {
  if (!holds(by, duty, site)) return missing(duty, site);
  if (!second?.person.trim())
    return refused(
      'documentNeeds',
      `还须另一人签字${other === 'anyone' ? '' : `（${duties[other][0]}）`}`,
      `another person must sign too${other === 'anyone' ? '' : ` (${duties[other][1]})`}`,
    );
  if (second.person === by.person)
    return refused('samePerson', '两个签字须是两个人', 'the two signatures must be of two people');
  if (other !== 'anyone' && !ends.some((end) => holds(second, other, end)))
    return missing(other, ends.join(' / '));
  return undefined;
}

export const siteOf = ({ site, there }: Document, { end }: Pick<StepRule, 'end'>): string =>
  end === 'there' ? (there ?? site) : site;

/** Of a document's steps those that were not taken back. */
export function standing(steps: readonly Step[]): Step[] {
  const undone = new Set(steps.map(({ undoes }) => undoes));
  return steps.filter(({ action }, i) => action !== 'correct' && !undone.has(i));
}

/** What a step keeps of its command. */
export const signed = (
  command: Omit<Command, 'version'>,
): Pick<Step, 'by' | 'second' | 'action' | 'reason' | 'photos' | 'refs' | 'phone'> => ({
  by: command.by.person,
  second: command.second?.person ?? null,
  action: command.action,
  reason: command.reason?.trim() || null,
  photos: command.photos ?? [],
  refs: command.refs ?? [],
  ...(command.phone?.trim() ? { phone: command.phone.trim() } : {}),
});

export const holds = ({ duties }: Pick<Signer, 'duties'>, duty: Duty, site: string): boolean =>
  Object.hasOwn(duties, site) && !!duties[site]?.includes(duty);

const missing = (duty: Duty, site: string): Refused =>
  refused(
    'dutyMissing',
    `须由 ${site} 有“${duties[duty][0]}”职责的人签字`,
    `it takes somebody with the duty "${duties[duty][1]}" at ${site}`,
  );
