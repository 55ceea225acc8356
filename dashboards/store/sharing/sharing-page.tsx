/** What the region shares with its neighbours: what they see now, every version of the choice, and the next one. */
import type { Answer } from '@changping/contracts/http';
import { Button } from 'antd';
import { useState } from 'react';
import { useAnswer } from '../../shared/use-answer.ts';
import { useList } from '../../shared/use-list.ts';
import { HeldList } from '../list/held-list.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Proposals } from '../versions/proposals.tsx';
import { stateColumn, termColumns } from '../versions/versions-list.tsx';
import { SharedTable } from './shared-table.tsx';
import { SharingDifferences } from './sharing-differences.tsx';
import { WriteDialog } from './write-dialog.tsx';

export type Version = Answer<'/api/sharing'>['items'][number];

export function SharingPage() {
  const words = useStoreWords();
  const names = useNames();
  const { sharing, policy } = words;
  const { roles } = useMe();
  const versions = useList('/api/sharing', { limit: 100 });
  const [isWriting, setWriting] = useState(false);
  const newest = versions.items?.[0];
  // What is shared is another thing when another version stands.
  const asked = useAnswer('/api/shared', {}, { version: newest?.version ?? 0 });
  return (
    <>
      <p className="hint">{sharing.sharingHow}</p>
      <section>
        <h2>{sharing.seen}</h2>
        <SharedTable asked={asked} label={sharing.seen} none={sharing.seenNone} />
      </section>
      <Proposals
        of="sharing"
        changes={(after, to, title) => {
          const from = versions.items?.find(({ version }) => version === after);
          return after === 0 || from ? <SharingDifferences {...{ title, from, to }} /> : undefined;
        }}
        reread={versions.again}
      />
      <section>
        <h2>{sharing.versions}</h2>
        <HeldList
          usual="-version"
          label={sharing.versions}
          list={versions}
          keyOf={({ version }) => version}
          none={sharing.noVersion}
          columns={[
            {
              name: 'version',
              title: words.approving.chosen,
              text: ({ version }) => policy.nth(version),
              by: ({ version }) => version,
            },
            stateColumn<Version>(words),
            { name: 'site', title: sharing.site, text: ({ site }) => names.site(site) },
            {
              name: 'kinds',
              title: sharing.kinds,
              text: ({ kinds }) => kinds.map(names.kind).join(words.and) || sharing.nothing,
            },
            ...termColumns<Version>(words, names),
          ]}
        >
          {roles.includes('policyOwner') && versions.items && (
            <Button type="primary" onClick={() => setWriting(true)}>
              {sharing.write}
            </Button>
          )}
        </HeldList>
      </section>
      {isWriting && (
        <WriteDialog
          newest={newest}
          done={() => {
            setWriting(false);
            versions.again();
          }}
          close={() => setWriting(false)}
        />
      )}
    </>
  );
}
