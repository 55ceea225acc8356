/** As what the next scan counts: what the step offers, with the reason where it wants one. */
import { outcomes } from '@changping/contracts/document-words';
import { Suspense, useState } from 'react';
import { choose, mannerOf } from '../keep/drafts.ts';
import type { Draft } from '../keep/keep.ts';
import { lacksWhy, type Offer, type Paper } from '../rules/tally.ts';
import { FoundReasons } from './later.ts';
import { usePage } from './use-page.tsx';

/** Once, when it comes. */
const show = (form: HTMLFormElement | null) => form?.scrollIntoView({ block: 'center' });

type MannerProps = { paper: Paper; offer: Offer; draft: Draft | undefined };

export function Manners({ paper, offer, draft }: MannerProps) {
  const { words } = usePage();
  const manner = mannerOf(offer, draft);
  const [asked, setAsking] = useState<Offer['outcomes'][number]>();
  const asking =
    asked ??
    (manner && lacksWhy(offer, manner) ? offer.outcomes.find(({ as }) => as === manner.as) : undefined);
  const [text, setText] = useState('');
  const to = manner?.to ? { to: manner.to } : {};
  const take = (as: Offer['outcomes'][number]['as'], reason?: string) => {
    setAsking(undefined);
    setText('');
    void choose(paper, offer, { as, ...to, ...(reason ? { reason } : {}) });
  };
  // The only one there is has to be chosen too where it wants a reason.
  if (offer.outcomes.length < 2 && !offer.outcomes[0]?.reason) return null;
  return (
    <section className={manner?.reason ? 'manners is-odd' : 'manners'} aria-label={words.countAs}>
      <p className="segment">
        {offer.outcomes.map((outcome) => (
          <button
            key={outcome.as}
            type="button"
            aria-pressed={manner?.as === outcome.as}
            onClick={() => (outcome.reason ? setAsking(outcome) : take(outcome.as))}
          >
            {outcomes[outcome.as][words.at]}
          </button>
        ))}
      </p>
      {manner?.reason && !asking && <p className="reason">{manner.reason}</p>}
      {asking && (
        <form
          className="asking"
          ref={show}
          onSubmit={(event) => {
            event.preventDefault();
            if (text.trim()) take(asking.as, text.trim());
          }}
        >
          <p>{words.reasonFor(outcomes[asking.as][words.at])}</p>
          <p className="chips">
            {/^(finding|rectified|failed)$/.test(asking.as) ? (
              <Suspense>
                <FoundReasons as={asking.as} take={(reason) => take(asking.as, reason)} />
              </Suspense>
            ) : (
              words.reasons.map((reason) => (
                <button key={reason} type="button" onClick={() => take(asking.as, reason)}>
                  {reason}
                </button>
              ))
            )}
          </p>
          <p className="other">
            <input
              value={text}
              aria-label={words.otherReason}
              placeholder={words.otherReason}
              onChange={(event) => setText(event.currentTarget.value)}
            />
            <button type="submit">{words.use}</button>
          </p>
        </form>
      )}
    </section>
  );
}
