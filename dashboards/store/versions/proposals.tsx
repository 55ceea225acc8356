/** What was proposed of a policy, of what is shared, or of the catalogue, and waits for a second person: what it changes, who proposed it, when and why, and the deed of whoever looks. */
import { Button } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import type { Refusal } from '../../shared/ask.ts';
import { dateTime } from '../../shared/time.ts';
import { type Proposal, useProposals } from '../documents/waiting.tsx';
import { Fact } from '../list/fact.tsx';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { ProposalDialog, type Verb } from './proposal-dialog.tsx';
import { ProposalMark } from './proposal-mark.tsx';

type Of = Proposal['of'];
type Content<O extends Of> = Extract<Proposal, { of: O }>['content'];
type ProposalsProps<O extends Of> = {
  of: O;
  /** Before beside after; undefined while the version it is written upon is not known here. @param after that version. */
  changes(after: number, content: Content<O>, title: string): ReactNode | undefined;
  /** Another version is there. */
  reread(): void;
  /** Why it can not stand, in words. */
  told?(refusal: Refusal): Refusal;
};

export function Proposals<O extends Of>({ of, changes, reread, told }: ProposalsProps<O>) {
  const { proposals, states } = useStoreWords();
  const { person } = useNames();
  const [open, setOpen] = useState<{ proposal: Proposal; verb: Verb; shown: ReactNode }>();
  const own = (useProposals() ?? []).filter((each) => each.of === of);
  const upon = own.find(({ state }) => state === 'open')?.after;
  // Its version may be newer than the list on this page.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each version
  useEffect(() => {
    if (upon) reread();
  }, [upon]);
  if (!own.length) return null;
  return (
    <section>
      <h2>{proposals.title}</h2>
      {own.map((proposal) => {
        const { by, at, after, content } = proposal;
        const who = person(by);
        const title = after ? proposals.differences(after, who) : proposals.first(who);
        const shown = changes(after, content as Content<O>, title);
        return (
          <article key={`${by} ${at}`} className="proposal">
            <ProposalFacts proposal={proposal} />
            {shown ?? (proposal.state === 'open' && <p className="hint">{states.loading}</p>)}
            <Deeds
              proposal={proposal}
              isShown={shown !== undefined}
              open={(verb) => setOpen({ proposal, verb, shown })}
            />
          </article>
        );
      })}
      {open && (
        <ProposalDialog
          {...{ ...open, told }}
          done={() => {
            setOpen(undefined);
            if (open.verb === 'agree') reread();
          }}
          close={() => setOpen(undefined)}
        />
      )}
    </section>
  );
}

function ProposalFacts({ proposal }: { proposal: Proposal }) {
  const { proposals, policy, and } = useStoreWords();
  const { person } = useNames();
  const { by, at, after, reason, since, endsAt, state, could, refused } = proposal;
  const isOpen = state === 'open';
  return (
    <>
      <p>
        <b>{policy.nth(after + 1)}</b> <ProposalMark state={state} />
      </p>
      <dl className="facts">
        <Fact name={proposals.by}>
          {person(by)} · {dateTime(at)}
        </Fact>
        <Fact name={policy.reason}>{reason}</Fact>
        {refused && (
          <Fact name={proposals.refusedBy}>
            {refused.reason} · {person(refused.by)} · {dateTime(refused.at)}
          </Fact>
        )}
        {isOpen && (
          <>
            <Fact name={proposals.since}>
              {since === null ? proposals.atOnce : proposals.onDay(dateTime(since))}
            </Fact>
            <Fact name={proposals.endsAt}>{dateTime(endsAt)}</Fact>
            <Fact name={proposals.could}>{could.map(person).join(and) || proposals.nobody}</Fact>
          </>
        )}
      </dl>
    </>
  );
}

type DeedsProps = { proposal: Proposal; isShown: boolean; open(verb: Verb): void };

/** Nobody agrees to what is not to be seen. */
function Deeds({ proposal, isShown, open }: DeedsProps) {
  const { proposals } = useStoreWords();
  const { name } = useMe();
  const { by, state, could, mayAgree } = proposal;
  return (
    <p className="buttons">
      {mayAgree && isShown && (
        <Button type="primary" onClick={() => open('agree')}>
          {proposals.agree}
        </Button>
      )}
      {could.includes(name) && state !== 'refused' && (
        <Button danger onClick={() => open('refuse')}>
          {proposals.refuse}
        </Button>
      )}
      {by === name && (
        <Button danger onClick={() => open('withdraw')}>
          {proposals.withdraw}
        </Button>
      )}
    </p>
  );
}
