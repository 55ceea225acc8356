/** Where the approval of a document stands: who has signed, whose signature is missing, and under which row of which version. */
import { duties } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { dateTime } from '../../shared/time.ts';
import { inLang } from '../../shared/words/in-lang.ts';
import { fitsTold, signaturesTold } from '../approving/rule-told.ts';
import { type Names, useNames } from '../names.tsx';
import { type Speech, useStoreWords } from '../use-store-words.tsx';

export type Approval = NonNullable<Answer<'/api/documents/{id}'>['approval']>;

export function ApprovalNow({ approval }: { approval: Approval }) {
  const words = useStoreWords();
  const names = useNames();
  const { approving } = words;
  const { given, missing } = approval;
  return (
    <section aria-label={approving.title}>
      <h3>{approving.title}</h3>
      {given.map(({ person, as, at }) => (
        <p key={`${person} ${at}`} className="mark mark-good">
          <span aria-hidden="true">✓</span> {approving.given}
          {words.colon}
          {approving.as(names.person(person), names.person(as))} · {dateTime(at)}
        </p>
      ))}
      {toldMissing(approval, words, names).map((text) => (
        <p key={text} className="mark mark-watch">
          <span aria-hidden="true">◆</span> {approving.missing}
          {words.colon}
          {text}
        </p>
      ))}
      {missing.length > 0 && <RuleTold approval={approval} />}
    </section>
  );
}

/** The row that decides, by what it says. */
export function RuleTold({ approval: { policy, rule, row, source } }: { approval: Approval }) {
  const words = useStoreWords();
  const told = [words.said(duties, row.action), fitsTold(row, words), signaturesTold(row, words)];
  return (
    <p className="hint">
      {words.approving.under(policy)}
      {words.colon}
      {[...told, inLang(source, words.lang)].filter(Boolean).join(' · ')}{' '}
      <small className="code">{rule}</small>
    </p>
  );
}

/** One sentence a signature that is missing. */
export function toldMissing({ missing }: Approval, words: Speech, names: Names): string[] {
  const { approving, roles, and } = words;
  return missing.map(({ left, could }, n) => {
    const who = could
      .filter(({ units }) => units.length)
      .map(({ role, units, people }) => {
        const at = units.map((unit) => names.home(unit)).join(and);
        return `${approving.whose(at, roles[role])}${people.length ? ` (${people.join(and)})` : ''}`;
      });
    return `${missing.length > 1 ? `${n + 1}. ` : ''}${approving.needed(left, who.join(words.comma))}`;
  });
}
