/** Commands to the server's HTTP interface: what is done, or a Refusal that carries the server's own sentence. */
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { answered } from './ask.ts';

/** Of the one who is in; what our page knows and a foreign one does not. */
let csrf = '';
export const knowCsrf = (word: string): void => {
  csrf = word;
};

/** @throws Refused */
export async function tell<C extends Command>(command: C, body: CommandBody<C>): Promise<CommandAnswer<C>> {
  const answer = await answered<CommandAnswer<C>>(command, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf': csrf },
    body: JSON.stringify(body),
  });
  if ('csrf' in answer) knowCsrf(answer.csrf);
  return answer;
}
