/** The facts behind a number, one step deeper at a time: list → lot → one tag with its trail. */
import type { World } from '../../shared/live/world.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { useView } from '../use-view.tsx';
import type { Facts } from '../view.ts';
import { Breaches } from './breaches.tsx';
import { Discrepancies } from './discrepancies.tsx';
import { Drawer } from './drawer.tsx';
import { Field } from './field.tsx';
import { Gateways } from './gateways.tsx';
import { Lots } from './lots.tsx';
import { Passage } from './passage.tsx';
import { Passages } from './passages.tsx';
import { Piece } from './piece.tsx';
import { Pieces } from './pieces.tsx';
import { Quarantine } from './quarantine.tsx';
import { Sweep } from './sweep.tsx';
import { Sweeps } from './sweeps.tsx';

export function FactsDrawer({ world, facts }: { world: World; facts: Facts }) {
  const words = useWords();
  const { open } = useView();
  return (
    <Drawer
      label={words.facts.label}
      words={words.facts}
      step={JSON.stringify(facts)}
      crumbs={<Crumbs world={world} facts={facts} />}
      close={() => open(null)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="facts-body" tabIndex={0}>
        <Body world={world} facts={facts} />
      </div>
    </Drawer>
  );
}

function Body({ world, facts }: { world: World; facts: Facts }) {
  if (facts.epc) return <Piece key={facts.epc} epc={facts.epc} world={world} />;
  if (facts.lot) return <Pieces lot={facts.lot} facts={facts} world={world} />;
  if (facts.list === 'stock') return <Lots facts={facts} world={world} />;
  if (facts.list === 'discrepancies' || facts.list === 'leftWithoutOrder')
    return <Discrepancies facts={facts} world={world} />;
  if (facts.list === 'passages')
    return facts.item === null ? (
      <Passages facts={facts} world={world} />
    ) : (
      <Passage id={facts.item} facts={facts} world={world} />
    );
  if (facts.list === 'sweeps')
    return facts.item === null ? (
      <Sweeps facts={facts} world={world} />
    ) : (
      <Sweep id={facts.item} facts={facts} world={world} />
    );
  if (facts.list === 'field') return <Field facts={facts} world={world} />;
  if (facts.list === 'gateways') return <Gateways facts={facts} world={world} />;
  if (facts.list === 'quarantine') return <Quarantine />;
  return <Breaches facts={facts} world={world} />;
}

/** Where the reader is; every step but the last leads back to itself. */
function Crumbs({ world, facts }: { world: World; facts: Facts }) {
  const words = useWords();
  const { open } = useView();
  const site = facts.of === null ? undefined : world.sites.get(facts.of as never);
  const kind = world.kinds.find(({ id }) => id === facts.kind);
  const crumbs = [
    {
      name: [
        site ? nameIn(words, site) : (facts.of ?? words.facts.all),
        kind ? nameIn(words, kind) : words.facts[facts.list],
      ].join(' · '),
      to: { ...facts, lot: null, item: null, epc: null },
    },
    ...(facts.lot ? [{ name: facts.lot.code, to: { ...facts, epc: null } }] : []),
    ...(facts.item ? [{ name: `#${facts.item}`, to: { ...facts, epc: null } }] : []),
    ...(facts.epc ? [{ name: `…${facts.epc.slice(-8)}`, to: facts }] : []),
  ];
  return (
    <h2 className="crumbs">
      {crumbs.map(({ name, to }, i) =>
        i === crumbs.length - 1 ? (
          <span key={name}>{name}</span>
        ) : (
          <button key={name} type="button" className="link" onClick={() => open(to)}>
            {name}
          </button>
        ),
      )}
    </h2>
  );
}
