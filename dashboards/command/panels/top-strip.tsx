/** The strip at the top: where this is, the region's figures, how fresh all of it is, and that it is a demo where it is one. */
import { useMemo } from 'react';
import { whole } from '../../shared/figure.ts';
import { useServerNow } from '../../shared/live/use-live.tsx';
import { useRegion } from '../../shared/live/use-region.tsx';
import type { World } from '../../shared/live/world.ts';
import { written } from '../../shared/time.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { CoverageFigure } from '../coverage/coverage-figure.tsx';
import { ExpiryFigure } from '../expiry/expiry-figure.tsx';
import { figuresOf } from '../standing.ts';
import { useView } from '../use-view.tsx';
import { type FactList, factsOf } from '../view.ts';
import { ConnectionState } from './connection-state.tsx';
import { useMe } from './use-me.ts';
import { Who } from './who.tsx';

export function TopStrip({ world }: { world: World | undefined }) {
  const words = useWords();
  const { lang, turn, replay, isBig } = useView();
  const me = useMe();
  return (
    <>
      {me?.isSample && <p className="demo">{words.who.sample}</p>}
      <header className="strip">
        <div className="brand">
          <svg viewBox="0 0 32 32" aria-hidden="true">
            <path className="rim" d="M16 4.5 26 10.2v11.6L16 27.5 6 21.8V10.2z" />
            <path className="tick" d="M11 16.5l3.6 3.6L21.4 13" />
          </svg>
          <p>
            <b>{words.product}</b>
            <span>
              <Region />
              <span className="brand-place">{words.command}</span>
            </span>
          </p>
        </div>
        <FigureRow world={world} />
        <div className="strip-end">
          {!isBig && me && <Who me={me} />}
          {replay === null ? (
            <>
              <ConnectionState />
              <Clock />
            </>
          ) : (
            <p className="strip-replay">
              <b>{words.replay.mark}</b>
              <Clock />
            </p>
          )}
          <button
            type="button"
            className="quiet screen-switch"
            aria-label={`${isBig ? words.big.leave : words.big.enter} b`}
            title={isBig ? words.big.leave : words.big.enter}
            onClick={() => turn({ isBig: !isBig, facts: null })}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">
              <path
                d={
                  isBig ? 'M6 2v4H2M14 6h-4V2M10 14v-4h4M2 10h4v4' : 'M2 6V2h4M10 2h4v4M14 10v4h-4M6 14H2v-4'
                }
              />
            </svg>
          </button>
          <button
            type="button"
            className="quiet"
            lang={lang === 'en' ? 'zh-CN' : 'en'}
            aria-label={words.otherLanguageLong}
            onClick={() => turn({ lang: lang === 'en' ? 'zh-CN' : 'en' })}
          >
            {words.otherLanguage}
          </button>
        </div>
      </header>
    </>
  );
}

function FigureRow({ world }: { world: World | undefined }) {
  const words = useWords();
  const { open, replay, isBig } = useView();
  const sum = useMemo(() => world && figuresOf(world.sites.values()), [world]);
  if (!sum) return <div className="figures" />;
  const { figures } = words;
  // Behind a number stand the entries of now; a replay and a wall have nothing to open.
  const show = (list: FactList) => (replay === null && !isBig ? () => open(factsOf(list, null)) : undefined);
  return (
    <ul className="figures" aria-label={figures.label}>
      <Figure id="pieces" name={figures.pieces} value={whole(sum.pieces)} onOpen={show('stock')} />
      <Figure
        id="gateways"
        name={figures.gateways}
        value={whole(sum.online)}
        rest={`/${whole(sum.gateways)}`}
        mark={sum.online < sum.gateways ? 'watch' : 'good'}
        onOpen={show('gateways')}
      />
      <Figure
        id="leftWithoutOrder"
        name={figures.leftWithoutOrder}
        value={whole(sum.leftWithoutOrder)}
        mark={sum.leftWithoutOrder ? 'act' : undefined}
        onOpen={show('leftWithoutOrder')}
      />
      <Figure
        id="breaches"
        name={figures.breaches}
        value={whole(sum.breaches)}
        mark={sum.breaches ? 'act' : undefined}
        onOpen={show('breaches')}
      />
      <Figure
        id="discrepancies"
        name={figures.discrepancies}
        value={whole(sum.discrepancies)}
        mark={sum.discrepancies ? 'watch' : undefined}
        onOpen={show('discrepancies')}
      />
      <Figure
        id="unconfirmed"
        name={figures.unconfirmed}
        value={whole(sum.unconfirmed)}
        mark={sum.unconfirmed ? 'watch' : undefined}
        onOpen={show('discrepancies')}
      />
      {world && <CoverageFigure world={world} />}
      {world && <ExpiryFigure world={world} />}
    </ul>
  );
}

type FigureProps = {
  id: string;
  name: string;
  value: string;
  rest?: string;
  mark?: 'act' | 'watch' | 'good' | undefined;
  onOpen: (() => void) | undefined;
};
function Figure({ id, name, value, rest, mark, onOpen }: FigureProps) {
  const words = useWords();
  const look = `figure${mark ? ` state-${mark}` : ''}`;
  const figure = (
    <>
      <span className="figure-name">{name}</span>
      <span className="figure-value">
        {(mark === 'act' || mark === 'watch') && <Shape mark={mark} />}
        <span id={id}>{value}</span>
        {rest && <small>{rest}</small>}
      </span>
    </>
  );
  return (
    <li>
      {onOpen ? (
        <button type="button" className={look} title={words.figures.open(name)} onClick={onOpen}>
          {figure}
        </button>
      ) : (
        <div className={look}>{figure}</div>
      )}
    </li>
  );
}

export function Shape({ mark }: { mark: 'act' | 'watch' | 'good' | 'none' }) {
  const paths = {
    act: 'M8 1.5 15 14H1zM7.2 6h1.6v4H7.2zM7.2 11h1.6v1.6H7.2z',
    watch: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM4.5 7.2v1.6h7V7.2z',
    good: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zM7 11.4 12 6.2 10.9 5.1 7 9.2 5.2 7.4 4.1 8.5z',
    none: 'M8 1.5a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13zm0 1.6a4.9 4.9 0 1 0 0 9.8 4.9 4.9 0 0 0 0-9.8z',
  };
  return (
    <svg className={`shape state-${mark}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={paths[mark]} fillRule="evenodd" />
    </svg>
  );
}

function Clock() {
  const now = useServerNow();
  if (now === undefined) return null;
  const { date, second } = written(now);
  return (
    <p className="clock">
      <span>{date}</span>
      <b>{second}</b>
    </p>
  );
}

function Region() {
  const words = useWords();
  const { region } = useRegion();
  if (!region) return null;
  return (
    <>
      {words.lang === 'en' ? region.nameEn : region.name}
      <span className="brand-place"> · </span>
    </>
  );
}
