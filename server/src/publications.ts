/** All that is published with a second person, each by its own matter. */
import type { Answer } from '@changping/contracts/http';
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import type { PublicationOf, proposalCommands } from '@changping/contracts/http-proposals';
import type { CatalogueDesk } from './catalogue.ts';
import { type ContentOf, type Matter, type PublishingParts, publishing } from './publishing.ts';
import type { Asker } from './store/sessions.ts';

type Done = keyof typeof proposalCommands | Extract<Command, `${string}/propose`>;
export type Publications = {
  deeds: { [D in Done]: (body: CommandBody<D>, asker: Asker) => CommandAnswer<D> };
  list(asker: Asker): Answer<'/api/proposals'>;
};
export type PublicationParts = PublishingParts & {
  /** Of a kind what was not said as it is in force. */
  wholeKind: CatalogueDesk['whole'];
  matters: { [Of in PublicationOf]: Matter<ContentOf<Of>> };
};

export function publications({ matters, wholeKind, ...parts }: PublicationParts): Publications {
  const published = publishing(parts);
  const desks = {
    policy: published('policy', matters.policy),
    countPolicy: published('countPolicy', matters.countPolicy),
    sharing: published('sharing', matters.sharing),
    catalogue: published('catalogue', matters.catalogue),
  };
  return {
    deeds: {
      '/api/policies/propose': ({ rules: content, ...wish }, asker) =>
        desks.policy.propose({ ...wish, content }, asker),
      '/api/count-policies/propose': ({ rules: content, ...wish }, asker) =>
        desks.countPolicy.propose({ ...wish, content }, asker),
      '/api/sharing/propose': ({ site, kinds, ...wish }, asker) =>
        desks.sharing.propose({ ...wish, content: { site, kinds: [...new Set(kinds)] } }, asker),
      '/api/catalogue/propose': ({ after, reason, kinds, ...more }, asker) =>
        desks.catalogue.propose({ after, reason, content: { kinds: kinds.map(wholeKind), ...more } }, asker),
      '/api/proposals/agree': ({ of, ...seen }, asker) => desks[of].agree(seen, asker),
      '/api/proposals/refuse': ({ of, ...seen }, asker) => desks[of].refuse(seen, asker),
      '/api/proposals/withdraw': ({ of, ...seen }, asker) => desks[of].withdraw(seen, asker),
    },
    list(asker) {
      const { policy, countPolicy, sharing, catalogue } = desks;
      const items = [
        ...[...policy.open(asker), ...countPolicy.open(asker)],
        ...[...sharing.open(asker), ...catalogue.open(asker)],
      ];
      return { items: items.sort((one, other) => other.at - one.at), next: null };
    },
  };
}
