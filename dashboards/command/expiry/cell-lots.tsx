/** The lots behind a cell of the wall: when each ends and by whose word, and where it lies. */
import type { Answer } from '@changping/contracts/http';
import type { Tier } from '@changping/contracts/live';
import { whole } from '../../shared/figure.ts';
import type { World } from '../../shared/live/world.ts';
import { useList } from '../../shared/use-list.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { List } from '../facts/listed.tsx';
import { kindName, siteName, unitOf } from '../facts/names.ts';
import type { WallCell } from '../show.ts';
import { useView } from '../use-view.tsx';

type Lot = Answer<'/api/lots'>['items'][number];
type Props = {
  cell: WallCell;
  filter: { tier?: Tier; site?: string };
  version: string;
  world: World;
};

export function CellLots({ cell: { kind, column }, filter, version, world }: Props) {
  const words = useWords();
  const { expiry } = words;
  const list = useList('/api/lots', { ...filter, kind, quarter: column, limit: 50 }, version);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
    <section className="cell-lots" aria-label={expiry.lots} tabIndex={0}>
      <h3>
        {kindName(words, world, kind)} · {expiry.column[column] ?? column}
      </h3>
      <List list={list} none={expiry.noLots}>
        {(lots) => (
          <ul>
            {lots.map((lot) => (
              <LotFacts key={lot.lot} lot={lot} world={world} />
            ))}
          </ul>
        )}
      </List>
    </section>
  );
}

function LotFacts({ lot, world }: { lot: Lot; world: World }) {
  const words = useWords();
  const { expiry } = words;
  const unit = unitOf(words, world, lot.kind, lot.quantity ?? 0);
  return (
    <li className="lot-facts">
      <header>
        <b className="code">{lot.lot}</b>
        <span>
          {lot.pieces === null || lot.quantity === null
            ? expiry.counting
            : expiry.amount(lot.pieces, whole(lot.quantity), unit)}
        </span>
      </header>
      <dl className="facts-row">
        <Fact name={expiry.made} value={lot.madeOn} />
        <Fact name={expiry.printed} value={lot.expiresOn} />
        <Fact name={expiry.effective} value={lot.effectiveOn} note={expiry.by[lot.by]} />
      </dl>
      {lot.record && (
        <p className="dim lot-record">
          {[
            lot.record.clock && expiry.clock[lot.record.clock],
            expiry.basis[lot.record.basis],
            lot.record.grade && expiry.grade(lot.record.grade),
            lot.record.source,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      <Holders lot={lot} unit={unit} world={world} />
    </li>
  );
}

function Fact({ name, value, note }: { name: string; value: string | null; note?: string }) {
  const { expiry } = useWords();
  return (
    <div>
      <dt>{name}</dt>
      <dd className={value === null ? 'dim' : undefined}>
        {value ?? expiry.noDate}
        {note && <small className="dim"> {note}</small>}
      </dd>
    </div>
  );
}

function Holders({ lot, unit, world }: { lot: Lot; unit: string; world: World }) {
  const words = useWords();
  const { expiry } = words;
  const { open } = useView();
  return (
    <ul className="lot-held" aria-label={expiry.where}>
      {lot.held.map(({ site, quality, pieces, quantity }) => (
        <li key={`${site}/${quality}`}>
          <button
            type="button"
            className="link"
            onClick={() =>
              open({
                ...{ list: 'stock', of: site, kind: lot.kind, item: null, epc: null },
                lot: { code: lot.lot, site, kind: lot.kind },
              })
            }
          >
            {siteName(words, world, site)}
          </button>
          <span>
            {quality !== 'usable' && (
              <b className="state-watch">{words.facts.qualityOf[quality] ?? quality} </b>
            )}
            {expiry.amount(pieces, whole(quantity), unit)}
          </span>
        </li>
      ))}
    </ul>
  );
}
