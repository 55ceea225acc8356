/** The next version of the catalogue: drafted kind by kind, held against the one in force, and proposed with its reason. */
import { cellsOf, type KindCells } from '@changping/contracts/catalogue-cells';
import { kindMistakesIn } from '@changping/contracts/cell-mistakes';
import type { Answer } from '@changping/contracts/http';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { RefusalNote } from '../list/refusal-note.tsx';
import { useMe } from '../me.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { DraftEnd, Overtaken } from '../versions/draft-end.tsx';
import { CatalogueDifferences } from './catalogue-differences.tsx';
import { type CatalogueDraft, catalogueDraft, drafted, withKinds } from './draft.ts';
import { DraftKinds } from './draft-kinds.tsx';
import { FolderOffer } from './folder-offer.tsx';
import { HeadEdit } from './head-dialog.tsx';

type Standing = Answer<'/api/catalogue'>;

export function CatalogueDraftPage() {
  const { states, notYours } = useStoreWords();
  const { roles } = useMe();
  const { answer, refusal, again } = useAnswer('/api/catalogue');
  const kinds = useAnswer('/api/kinds', { limit: 500 }).answer?.items;
  if (!roles.includes('policyOwner')) return <p className="empty">{notYours}</p>;
  if (answer && kinds) return <Drafting standing={answer} base={kinds.map(cellsOf)} />;
  return refusal ? (
    <RefusalNote refusal={refusal} again={again} />
  ) : (
    <p className="empty">{states.loading}</p>
  );
}

function Drafting({ standing, base }: { standing: Standing; base: readonly KindCells[] }) {
  const { catalogue: said, proposals } = useStoreWords();
  const { go } = useWhere();
  const deed = useDeed();
  const { version, folder } = standing;
  const [draft, setDraft] = useState<CatalogueDraft>(
    () => catalogueDraft.draft() ?? { after: version, kinds: [] },
  );
  const [reason, setReason] = useState('');
  /** Kinds that were changed since the server looked: what it found there is old. */
  const [mended, setMended] = useState<ReadonlySet<string>>(new Set());
  const change = (next: CatalogueDraft, ...ids: string[]) => {
    catalogueDraft.keep(next);
    setDraft(next);
    setMended(new Set([...mended, ...ids]));
  };
  const leave = () => {
    catalogueDraft.keep(undefined);
    go('catalogue');
  };
  const send = async () => {
    setMended(new Set());
    const proposed = await deed.run(() =>
      tell('/api/catalogue/propose', { ...draft, kinds: [...draft.kinds], reason }),
    );
    if (proposed) leave();
  };
  const { refusal } = deed;
  const found = refusal?.code === 'catalogueWrong' ? kindMistakesIn(refusal.detail ?? '') : [];
  const head = draft.head ?? standing.head;
  const all = drafted(base, draft);
  return (
    <>
      <p className="hint">{said.draftHint}</p>
      <Overtaken after={draft.after} newest={version} />
      {folder && (
        <FolderOffer
          folder={folder}
          now={{ head, kinds: all }}
          isLooked={draft.folder === folder.digest}
          take={(kinds, takesHead) => {
            const next = withKinds(draft, base, kinds);
            const { digest } = folder;
            change({ ...next, folder: digest, ...(takesHead ? { head: folder.head } : {}) });
          }}
        />
      )}
      <HeadEdit head={head} set={(head) => change({ ...draft, head })} />
      <DraftKinds
        {...{ base, all, head }}
        mistakes={found.filter(({ kind }) => !mended.has(kind))}
        write={(cells) => change(withKinds(draft, base, [cells]), cells.id)}
        drop={(id) => change({ ...draft, kinds: draft.kinds.filter((cells) => cells.id !== id) }, id)}
      />
      <CatalogueDifferences
        title={said.differences(version)}
        from={{ head: standing.head, kinds: base }}
        to={{ head, kinds: all }}
      />
      <DraftEnd
        {...{ reason, setReason, isBusy: deed.isBusy, drop: leave }}
        action={proposals.propose(draft.after + 1)}
        refusal={refusal && (found.length ? { ...refusal, detail: '' } : refusal)}
        write={() => void send()}
      >
        <p className="hint">{proposals.proposeHint}</p>
      </DraftEnd>
    </>
  );
}
