/** What the gate saw of the document in hand: a tap books it, another books what is missing with its reason; missing, besides, unknown and expired stand there by name. */
import { outcomes } from '@changping/contracts/document-words';
import type { GateMatch } from '@changping/contracts/gate-match';
import { useState } from 'react';
import { addDeeds } from '../keep/drafts.ts';
import type { Draft } from '../keep/keep.ts';
import { gateDeeds, lackingAs, restDeeds } from '../rules/gate-fill.ts';
import { type Offer, type Paper, rowsOf } from '../rules/tally.ts';
import { useNames, usePage } from './use-page.tsx';

type SawProps = { paper: Paper; offer: Offer | undefined; draft: Draft | undefined };

export function GateSaw({ paper, offer, draft }: SawProps) {
  const { words } = usePage();
  const [isAsking, setAsking] = useState(false);
  const match = matchOf(paper, offer);
  if (!match) return null;
  const { gate } = words;
  const deeds = draft?.deeds ?? [];
  const isOpen = offer !== undefined && match.action === offer.action;
  const fresh = isOpen ? gateDeeds(paper, offer, deeds, match) : [];
  const as = isOpen ? lackingAs(offer) : null;
  const isBooked = isOpen && fresh.length === 0 && deeds.some(({ at }) => at === 'gate');
  const rest = isBooked
    ? rowsOf(paper, offer, deeds).reduce((sum, { target, counted }) => sum + Math.max(0, target - counted), 0)
    : 0;
  const book = (reason: string) => {
    setAsking(false);
    if (offer && as) void addDeeds(paper, offer, (now) => restDeeds(paper, offer, now, as, reason));
  };
  return (
    <section className={`gate-saw ${isClean(match) ? 'is-clean' : 'is-strange'}`} aria-label={gate.label}>
      <h2>
        {gate.saw(match.seen, match.wanted)} <small>{gate.way[match.direction]}</small>
      </h2>
      <Counts match={match} />
      <Named match={match} />
      {isOpen && fresh.length > 0 && (
        <button
          type="button"
          className="main"
          onClick={() => void addDeeds(paper, offer, (now) => gateDeeds(paper, offer, now, match))}
        >
          {gate.fill} <b>{fresh.length}</b>
        </button>
      )}
      {isBooked && <p className="gate-done">✓ {gate.filled}</p>}
      {isBooked && rest > 0 && as && !isAsking && (
        <button type="button" onClick={() => setAsking(true)}>
          {gate.rest(rest, outcomes[as][words.at])}…
        </button>
      )}
      {isAsking && (
        <fieldset className="chips" aria-label={gate.restReason}>
          {words.reasons.map((reason) => (
            <button key={reason} type="button" onClick={() => book(reason)}>
              {reason}
            </button>
          ))}
        </fieldset>
      )}
    </section>
  );
}

/** Of the step in hand, else whatever was seen last. */
const matchOf = ({ gate = [] }: Paper, offer: Offer | undefined): GateMatch | undefined =>
  (gate.find(({ action }) => action !== null && action === offer?.action) ??
    gate.find(({ action }) => action === null)) as GateMatch | undefined;

export const isClean = ({ counts }: Pick<GateMatch, 'counts'>): boolean =>
  Object.values(counts).every((n) => n === 0);

export function Counts({ match: { counts } }: { match: Pick<GateMatch, 'counts'> }) {
  const { gate } = usePage().words;
  const all = (['missing', 'extra', 'unknown', 'expired'] as const).filter((name) => counts[name] > 0);
  if (!all.length) return <p className="gate-counts">✓ {gate.all}</p>;
  return (
    <p className="gate-counts">
      {all.map((name) => (
        <b key={name}>{gate[name](counts[name])}</b>
      ))}
    </p>
  );
}

const shownMost = 8;
function Named({ match }: { match: GateMatch }) {
  const { gate } = usePage().words;
  const names = useNames();
  const rows = (['missing', 'extra', 'expired'] as const).flatMap((name) =>
    match[name].map(({ kind, lot, piece, quantity, epc }) => ({
      key: `${name} ${piece ?? lot ?? kind} ${epc}`,
      what: gate[`${name}Ones`],
      is: `${names.kind(kind)} ${quantity}`,
      code: [lot, (piece ?? '').slice(-6)].filter(Boolean).join(' · '),
    })),
  );
  const unknown = match.unknown.map((epc) => ({ key: epc, what: gate.unknownOnes, is: '', code: epc }));
  const all = [...rows, ...unknown];
  if (!all.length) return null;
  return (
    <ul>
      {all.slice(0, shownMost).map(({ key, what, is, code }) => (
        <li key={key}>
          <span>{what}</span> {is} <small className="code">{code}</small>
        </li>
      ))}
      {all.length > shownMost && <li>{gate.more(all.length - shownMost)}</li>}
    </ul>
  );
}
