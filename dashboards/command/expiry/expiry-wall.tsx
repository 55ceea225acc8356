/** The expiry wall: quarters across, kinds down, coloured by what is due; a click on a number leads to its lots. */
import type { ReactNode } from 'react';
import type { World } from '../../shared/live/world.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { Drawer } from '../facts/drawer.tsx';
import { RefusalNote } from '../facts/refusal-note.tsx';
import type { Show } from '../show.ts';
import { useView } from '../use-view.tsx';
import { tiers } from '../view.ts';
import { CellLots } from './cell-lots.tsx';
import { columnsOf } from './columns.ts';
import { noticesNow } from './notices-now.ts';
import { WallTable } from './wall-table.tsx';

export type WallShow = Extract<Show, { what: 'expiry' }>;

export function ExpiryWall({ world, show }: { world: World; show: WallShow }) {
  const { expiry } = useWords();
  const { turn } = useView();
  const { tier, site, cell } = show;
  const filter = { ...(tier ? { tier } : {}), ...(site ? { site } : {}) };
  const version = noticesNow(world, site);
  const { answer, refusal, again } = useAnswer('/api/expiry', filter, { version });
  return (
    <Drawer
      look={`expiry-wall${cell ? ' with-lots' : ''}`}
      label={expiry.wall}
      words={expiry}
      crumbs={
        <>
          <h2 className="crumbs">
            <span>{expiry.wall}</span>
          </h2>
          {answer && <p className="dim wall-today">{expiry.today(answer.today)}</p>}
          {!!answer?.withheld && <p className="dim wall-today">{expiry.withheld(answer.withheld)}</p>}
          <WallFilter world={world} show={show} />
        </>
      }
      close={() => turn({ show: null })}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard */}
      <div className="wall-body" tabIndex={0}>
        {refusal && <RefusalNote refusal={refusal} again={again} />}
        {answer?.items.length === 0 && <p className="empty">{expiry.none}</p>}
        {answer && answer.items.length > 0 && (
          <WallTable wall={answer} columns={columnsOf(answer)} show={show} world={world} />
        )}
      </div>
      {cell && (
        <CellLots
          key={`${cell.kind}:${cell.column}`}
          cell={cell}
          filter={filter}
          version={version}
          world={world}
        />
      )}
    </Drawer>
  );
}

function WallFilter({ world, show }: { world: World; show: WallShow }) {
  const words = useWords();
  const { expiry } = words;
  const { turn } = useView();
  const stores = [...world.sites.values()].filter(
    (each) => (show.tier === null || each.tier === show.tier) && each.live.stock.length > 0,
  );
  return (
    <div className="wall-filter">
      <Choice
        name={expiry.tier}
        value={show.tier}
        onChoose={(value) =>
          turn({ show: { ...show, tier: tiers.find((each) => each === value) ?? null, site: null } })
        }
      >
        <option value="">{expiry.allTiers}</option>
        {tiers.map((tier) => (
          <option key={tier} value={tier}>
            {words.tier[tier]}
          </option>
        ))}
      </Choice>
      <Choice
        name={expiry.site}
        value={show.site}
        onChoose={(value) => turn({ show: { ...show, site: value || null } })}
      >
        <option value="">{expiry.allSites}</option>
        {stores.map((site) => (
          <option key={site.id} value={site.id}>
            {nameIn(words, site)}
          </option>
        ))}
      </Choice>
    </div>
  );
}

type ChoiceProps = { name: string; value: string | null; onChoose(value: string): void; children: ReactNode };
function Choice({ name, value, onChoose, children }: ChoiceProps) {
  return (
    <label>
      <span>{name}</span>
      <select value={value ?? ''} onChange={({ target }) => onChoose(target.value)}>
        {children}
      </select>
    </label>
  );
}
