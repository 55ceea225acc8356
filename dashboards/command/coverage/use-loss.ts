/** What would be lost of coverage, as the server works it out for what the URL supposes. */
import type { Answer, Query } from '@changping/contracts/http';
import type { World } from '../../shared/live/world.ts';
import { type Asked, useAnswer } from '../../shared/use-answer.ts';
import type { Loss } from '../show.ts';

export type LossAnswer = Answer<'/api/coverage/what-if'>;

export function useLoss(world: World, loss: Loss | null): Asked<LossAnswer> {
  return useAnswer('/api/coverage/what-if', lossQuery(loss), {
    isAsked: loss !== null && world.coverage !== null,
    version: world.coverage?.version ?? '',
  });
}

export const lossQuery = (loss: Loss | null): Partial<Query<'/api/coverage/what-if'>> => ({
  ...(loss?.lost ? { lost: [loss.lost] } : {}),
  ...(loss?.dry ? { dry: [`${loss.dry.site}:${loss.dry.kind}`] } : {}),
});

/** Of a kind that is looked at alone, or of all together. */
export const changeOf = (answer: LossAnswer, kind: string | null): LossAnswer['all'] | undefined =>
  kind === null ? answer.all : answer.kinds.find((each) => each.kind === kind);
