/** What is proposed of the catalogue: its cells and parts, before beside after, against the version it is written upon. */
import type { CellField } from '@changping/contracts/catalogue-cells';
import { kindMistakesIn, mistakeTold } from '@changping/contracts/cell-mistakes';
import type { Refusal } from '../../shared/ask.ts';
import type { Listed } from '../../shared/use-list.ts';
import { type Proposal, useProposals } from '../documents/waiting.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Proposals } from '../versions/proposals.tsx';
import { CatalogueDifferences, type Side } from './catalogue-differences.tsx';
import type { Version } from './catalogue-page.tsx';
import { drafted } from './draft.ts';
import { useCells } from './use-cells.ts';
import { useKinds } from './use-kinds.ts';

type Draft = Extract<Proposal, { of: 'catalogue' }>['content'];

export function CatalogueProposals({ versions }: { versions: Listed<Version> }) {
  const names = useNames();
  const { lang, colon } = useStoreWords();
  const cells = useCells(undefined);
  const { items = [] } = versions;
  const newest = items[0]?.version;
  const isAny = (useProposals() ?? []).some(({ of }) => of === 'catalogue');
  const kinds = useKinds(isAny ? newest : undefined);
  const mistakes = (detail: string) =>
    kindMistakesIn(detail).map(({ kind, field, code }) => {
      const where = [kind, ...(field === 'id' ? [] : [cells.label(field as CellField)])].join(' ');
      return `${where}${colon}${mistakeTold(code, lang === 'en' ? 1 : 0)}`;
    });
  return (
    <Proposals
      of="catalogue"
      changes={(after, draft, title) => {
        const upon = items.find(({ version }) => version === after);
        if (!upon) return undefined;
        if (after !== newest) return <Overtaken {...{ upon, draft, title }} />;
        return kinds && <Proposed from={{ head: upon.head, kinds }} {...{ draft, title }} />;
      }}
      reread={() => {
        versions.again();
        names.readAgain();
      }}
      told={(refusal: Refusal) =>
        refusal.code === 'catalogueWrong' && refusal.detail
          ? { ...refusal, detail: mistakes(refusal.detail).join(' · ') }
          : refusal
      }
    />
  );
}

/** Nobody agrees to it any more, so it may be read later than it is shown. */
function Overtaken({ upon, draft, title }: { upon: Version; draft: Draft; title: string }) {
  const { states } = useStoreWords();
  const kinds = useKinds(upon.version);
  if (!kinds) return <p className="hint">{states.loading}</p>;
  return <Proposed from={{ head: upon.head, kinds }} {...{ draft, title }} />;
}

function Proposed({ from, draft, title }: { from: Side; draft: Draft; title: string }) {
  const { catalogue } = useStoreWords();
  const { head = from.head, kinds, folder } = draft;
  return (
    <>
      <CatalogueDifferences title={title} from={from} to={{ head, kinds: drafted(from.kinds, { kinds }) }} />
      {folder && <p className="hint">{catalogue.folderSeen}</p>}
    </>
  );
}
