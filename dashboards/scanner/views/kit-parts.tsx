/** How a kit stands against its plan, and its pieces by name. */
import type { ReactNode } from 'react';
import { whole } from '../../shared/figure.ts';
import type { Kit } from '../keep/keep.ts';
import { isGood } from '../rules/kit.ts';
import { Mark } from './mark.tsx';
import { useNames, usePage, useToday } from './use-page.tsx';

export function KitStanding({ kit: { have, want, lacking, endsOn } }: { kit: Kit }) {
  const { kits: words, whys } = usePage().words;
  const names = useNames();
  return (
    <>
      <p className="quantity">
        {lacking.length ? (
          <>
            <strong>{whole(have)}</strong> / {whole(want)}
          </>
        ) : (
          <strong>{words.whole}</strong>
        )}
      </p>
      <dl>
        {lacking.map(({ kind, quantity }) => [
          <dt key={kind}>{words.lacking}</dt>,
          <dd key={`${kind} is`}>
            {names.kind(kind)} {whole(quantity)} {names.unit(kind, quantity)}
          </dd>,
        ])}
        <dt>{words.endsOn}</dt>
        <dd>{endsOn ?? whys.noReference}</dd>
      </dl>
    </>
  );
}

type MembersProps = { kit: Kit; action?: (piece: string) => ReactNode };

export function KitMembers({ kit: { members }, action }: MembersProps) {
  const { words } = usePage();
  const names = useNames();
  const today = useToday();
  if (members.length === 0) return <p className="hint">{words.kits.empty}</p>;
  return (
    <ol className="fresh" aria-label={words.kits.members}>
      {members.map((member) => (
        <li key={member.piece}>
          <p className="what">
            <strong>{names.kind(member.kind)}</strong> {whole(member.quantity)}{' '}
            {names.unit(member.kind, member.quantity)}
            <small className="code">{member.piece}</small>
            <small>
              {names.place(member.place)}
              {member.effectiveOn && ` · ${member.effectiveOn}`}
            </small>
            {!isGood(member, today) && (
              <Mark mark="act">{member.quality === 'usable' ? words.kits.expired : words.kits.notGood}</Mark>
            )}
          </p>
          {action?.(member.piece)}
        </li>
      ))}
    </ol>
  );
}
