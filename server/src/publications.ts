/** All that is published with a second person, each by its own matter. */
import type { CountRules } from '@changping/contracts/count-policy';
import type { Answer } from '@changping/contracts/http';
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { proposalCommands } from '@changping/contracts/http-proposals';
import type { KindId, SiteId } from '@changping/contracts/units';
import type { ApprovalRule } from './domain/approval-policy.ts';
import type { Sharing } from './domain/sharing.ts';
import { type Matter, type PublishingParts, publishing } from './publishing.ts';
import type { Asker } from './store/sessions.ts';

type Done = keyof typeof proposalCommands | Extract<Command, `${string}/propose`>;
export type Publications = {
  deeds: { [D in Done]: (body: CommandBody<D>, asker: Asker) => CommandAnswer<D> };
  list(asker: Asker): Answer<'/api/proposals'>;
};
export type PublicationParts = PublishingParts & {
  matters: {
    policy: Matter<readonly ApprovalRule[]>;
    countPolicy: Matter<CountRules>;
    sharing: Matter<Sharing>;
  };
};

export function publications({ matters, ...parts }: PublicationParts): Publications {
  const published = publishing(parts);
  const desks = {
    policy: published('policy', matters.policy),
    countPolicy: published('countPolicy', matters.countPolicy),
    sharing: published('sharing', matters.sharing),
  };
  return {
    deeds: {
      '/api/policies/propose': ({ rules: content, ...wish }, asker) =>
        desks.policy.propose({ ...wish, content }, asker),
      '/api/count-policies/propose': ({ rules: content, ...wish }, asker) =>
        desks.countPolicy.propose({ ...wish, content }, asker),
      '/api/sharing/propose'({ site, kinds, ...wish }, asker) {
        const content = { site: site as SiteId, kinds: [...new Set(kinds)] as KindId[] };
        return desks.sharing.propose({ ...wish, content }, asker);
      },
      '/api/proposals/agree': ({ of, ...seen }, asker) => desks[of].agree(seen, asker),
      '/api/proposals/refuse': ({ of, ...seen }, asker) => desks[of].refuse(seen, asker),
      '/api/proposals/withdraw': ({ of, ...seen }, asker) => desks[of].withdraw(seen, asker),
    },
    list(asker) {
      const items = Object.values(desks).flatMap((desk) => desk.open(asker));
      return { items: items.sort((one, other) => other.at - one.at), next: null };
    },
  };
}
