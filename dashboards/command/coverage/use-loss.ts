/** What would be lost of coverage, as the server works it out for what the URL supposes. */
import type { Answer } from '@changping/contracts/http';
import type { World } from '../../shared/live/world.ts';
import { type Asked, useAnswer } from '../../shared/use-answer.ts';
import type { Loss } from '../show.ts';

export type LossAnswer = Answer<'/api/coverage/what-if'>;

export function useLoss(world: World, loss: Loss | null): Asked<LossAnswer> {
  const asked = new URLSearchParams();
  if (loss?.lost) asked.set('lost', loss.lost);
  if (loss?.dry) asked.set('dry', `${loss.dry.site}:${loss.dry.kind}`);
  return useAnswer(
    '/api/coverage/what-if',
    {},
    {
      path: `/api/coverage/what-if?${asked}`,
      isAsked: loss !== null && world.coverage !== null,
      version: world.coverage?.version ?? '',
    },
  );
}

/** Of a kind that is looked at alone, or of all together. */
export const changeOf = (answer: LossAnswer, kind: string | null): LossAnswer['all'] | undefined =>
  kind === null ? answer.all : answer.kinds.find((each) => each.kind === kind);
