/** What a policy owner proposes and a second person agrees to, as it comes in force. */
import type { Command, CommandBody } from '@changping/contracts/http-commands';
import type { Visitor } from './visitor.ts';

type Propose = Extract<Command, `${string}/propose`>;
const publications = {
  '/api/policies/propose': 'policy',
  '/api/count-policies/propose': 'countPolicy',
  '/api/sharing/propose': 'sharing',
  '/api/catalogue/propose': 'catalogue',
} as const;

/** @returns the answer to the agreement, or to the proposal where that was refused. */
export async function agreed<P extends Propose>(
  owner: Visitor,
  second: Visitor,
  command: P,
  body: CommandBody<P>,
) {
  const proposed = await owner.post<Propose>(command, body);
  if (proposed.status !== 200) return { ...proposed, body: { version: 0, ...proposed.body } };
  const { by, at } = proposed.body;
  return second.post('/api/proposals/agree', { of: publications[command], by, at });
}
