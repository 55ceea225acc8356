/** What the gates saw of the document one way, by name; what was seen fills the step that waits for it. */
import { documentActions } from '@changping/contracts/document-words';
import type { AvailableStep } from '@changping/contracts/documents';
import type { GateGoods, GateMatch } from '@changping/contracts/gate-match';
import { Button } from 'antd';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';

type SawProps = {
  match: GateMatch;
  step: AvailableStep | undefined;
  fill(step: AvailableStep): void;
};

export function GateSaw({ match, step, fill }: SawProps) {
  const { gate, said } = useStoreWords();
  const { counts, seen, wanted, direction } = match;
  const wrong = (['missing', 'extra', 'unknown', 'expired'] as const).filter((name) => counts[name] > 0);
  return (
    <section className="gate-saw" aria-label={gate.label}>
      <h3>
        {gate.label} · {gate.way[direction]}
      </h3>
      <p>
        <b>{gate.saw(seen, wanted)}</b>{' '}
        {wrong.length === 0 && (
          <span className="mark mark-good">
            <span aria-hidden="true">●</span> {gate.all}
          </span>
        )}
        {wrong.map((name) => (
          <span key={name} className="mark mark-act">
            <span aria-hidden="true">■</span> {gate[name](counts[name])}
          </span>
        ))}
      </p>
      <Goods head={gate.missingOnes} goods={match.missing} total={match.missing.length} />
      <Goods head={gate.extraOnes} goods={match.extra} total={counts.extra} />
      <Goods head={gate.expiredOnes} goods={match.expired} total={counts.expired} />
      {match.unknown.length > 0 && (
        <p className="gate-names">
          {gate.unknownOnes} <span className="code">{match.unknown.slice(0, shownMost).join(' · ')}</span>
          {counts.unknown > shownMost && ` ${gate.more(counts.unknown - shownMost)}`}
        </p>
      )}
      {step && match.portions.length > 0 && (
        <p className="buttons">
          <Button type="primary" onClick={() => fill(step)}>
            {gate.fill} · {said(documentActions, step.action)}
          </Button>
        </p>
      )}
      {match.action === null && <p className="hint">{gate.notNow}</p>}
    </section>
  );
}

const shownMost = 12;
function Goods({ head, goods, total }: { head: string; goods: readonly GateGoods[]; total: number }) {
  const names = useNames();
  const { gate } = useStoreWords();
  if (!goods.length) return null;
  return (
    <div className="gate-names">
      {head}
      <ul>
        {goods.slice(0, shownMost).map(({ kind, lot, piece, epc, quantity }) => (
          <li key={`${lot} ${piece} ${epc}`}>
            {names.kind(kind)} {quantity} {names.unit(kind, quantity)} <span className="code">{lot}</span>{' '}
            <span className="code">{epc ?? piece}</span>
          </li>
        ))}
      </ul>
      {total > shownMost && gate.more(total - shownMost)}
    </div>
  );
}
