/** The next version of what is shared: out of which store, which kinds, from when and why. */
import { useState } from 'react';
import { dayStart } from '../../shared/day-end.ts';
import { tell } from '../../shared/tell.ts';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { StoreChoice } from '../list/store-choice.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useNames } from '../names.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';
import type { Version } from './sharing-page.tsx';

type WriteProps = { newest: Version | undefined; done(): void; close(): void };

export function WriteDialog({ newest, done, close }: WriteProps) {
  const { sharing, proposals } = useStoreWords();
  const names = useNames();
  const deed = useDeed();
  const [site, setSite] = useState<string>(newest?.site ?? '');
  const [kinds, setKinds] = useState<readonly string[]>(newest?.kinds ?? []);
  const [since, setSince] = useState('');
  const [reason, setReason] = useState('');
  const after = newest?.version ?? 0;
  const send = () =>
    void deed.run(async () => {
      const body = { after, site, kinds: [...kinds], reason };
      await tell('/api/sharing/propose', since ? { ...body, since: dayStart(since) } : body);
      done();
    });
  const options = [...names.kinds.values()]
    .filter(({ id, isRetired }) => !isRetired || kinds.includes(id))
    .map(({ id }) => ({ value: id as string, label: names.kind(id) }));
  return (
    <Dialog
      {...{ title: sharing.write, action: proposals.propose(after + 1), deed, send, close }}
      isReady={site !== '' && reason.trim() !== ''}
      isWide
    >
      <StoreChoice label={sharing.site} value={site} choose={setSite} of="store" />
      <Ticks legend={sharing.kinds} options={options} chosen={kinds} choose={setKinds} />
      {kinds.length === 0 && (
        <p className="mark mark-watch">
          <span aria-hidden="true">▲</span> {sharing.nothing}
        </p>
      )}
      <p className="hint">{proposals.proposeHint}</p>
      <Entry label={sharing.begin} type="date" value={since} set={setSince} />
      <Entry label={sharing.reason} value={reason} set={setReason} isWanted />
    </Dialog>
  );
}
