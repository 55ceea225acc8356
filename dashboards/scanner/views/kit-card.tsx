/** A kit that was scanned: whether it is complete and good, what is in it, and the way to change it. */
import { useEffect } from 'react';
import { handOutKit } from '../hands/kit-out.ts';
import { sound } from '../hands/sound.ts';
import type { Kit } from '../keep/keep.ts';
import { markOf } from '../rules/kit.ts';
import { openersOf } from '../rules/openers.ts';
import { KitMembers, KitStanding } from './kit-parts.tsx';
import { Mark } from './mark.tsx';
import { go, usePage, useToday } from './use-page.tsx';

export function KitCard({ kit }: { kit: Kit }) {
  const { words, me } = usePage();
  const mark = markOf(kit, useToday());
  // biome-ignore lint/correctness/useExhaustiveDependencies: a tone for each scan, also of the same kit
  useEffect(() => sound(mark), [kit]);
  return (
    <article className={`card is-${mark}`} aria-live="polite">
      <p className="verdict">
        <Mark mark={mark}>{words.marks[mark]}</Mark>
      </p>
      <h2>
        {kit.name} <small className="code">{kit.id}</small>
      </h2>
      <KitStanding kit={kit} />
      <KitMembers kit={kit} />
      <p className="on">
        {kit.members.length > 0 && openersOf(me.roles).includes('handOut') && (
          <button type="button" onClick={() => void handOutKit(kit).then(() => go('new', 'handOut'))}>
            {words.kits.handOut}
          </button>
        )}
        <button type="button" onClick={() => go('kit', kit.id)}>
          {words.kits.add} · {words.kits.takeOut}
        </button>
      </p>
    </article>
  );
}
