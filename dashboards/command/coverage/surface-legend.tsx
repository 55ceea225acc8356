/** The key of the surface, over the foot of the map: what each colour and pattern means and how much of the area it is. */
import { useState } from 'react';
import type { World } from '../../shared/live/world.ts';
import { useWords } from '../../shared/words/use-words.tsx';
import { kindName } from '../facts/names.ts';
import { RefusalNote } from '../facts/refusal-note.tsx';
import { ClassKey } from './class-key.tsx';
import { classes, css, paints } from './looks.ts';
import { shareText } from './share.ts';
import type { Surface, SurfaceAsked } from './use-surface.ts';

/** A picture that could not be renewed says so: what is drawn is then of before. A phone shows it when it is asked to. */
export function SurfaceLegend({
  asked: { surface, refusal, again },
  world,
}: {
  asked: SurfaceAsked;
  world: World;
}) {
  const { coverage } = useWords();
  const [isOpen, setOpen] = useState(false);
  if (!surface && !refusal) return null;
  return (
    <section className={`surface-legend${isOpen ? ' is-open' : ''}`} aria-label={coverage.legend}>
      {surface && (
        <button
          type="button"
          className="legend-switch"
          aria-expanded={isOpen}
          aria-controls="surface-key"
          onClick={() => setOpen(!isOpen)}
        >
          {classes.map((each) => (
            <ClassKey key={each} kept={each} />
          ))}
          {coverage.legend}
        </button>
      )}
      {surface && <Key surface={surface} world={world} />}
      {refusal && <RefusalNote refusal={refusal} again={again} />}
    </section>
  );
}

function Key({ surface, world }: { surface: Surface; world: World }) {
  const words = useWords();
  const { coverage } = words;
  const { kind, limit, parts, isSupposed } = surface;
  const bands = paints.bands.length;
  return (
    <div className="surface-key" id="surface-key">
      <h2>
        {coverage.legendOf(kind === null ? coverage.all : kindName(words, world, kind))}
        {isSupposed && <b className="supposed-mark">{coverage.supposed}</b>}
        {world.coverage?.isSchematic && <b className="sketch-mark">{coverage.sketch}</b>}
      </h2>
      <ul>
        {classes.map((each, i) => (
          <li key={each} data-class={each} className={parts[i] ? undefined : 'is-none'}>
            {each === 'both' ? (
              <span className="bands" aria-hidden="true">
                {paints.bands.map((colour) => (
                  <i key={colour[3]} style={{ background: css(colour) }} />
                ))}
              </span>
            ) : (
              <ClassKey kept={each} />
            )}
            <span>{coverage.classOf[each]}</span>
            <b>{shareText(parts[i] ?? 0)}</b>
          </li>
        ))}
      </ul>
      <p className="dim">
        {coverage.within(paints.bands.map((_, i) => Math.round((limit * (i + 1)) / bands)))}
      </p>
    </div>
  );
}
