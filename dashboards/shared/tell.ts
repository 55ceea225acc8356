/** Commands to the server's HTTP interface: what is done, or a Refusal that carries the server's own sentence. */
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { answered } from './ask.ts';

/** Of the one who is in; what our page knows and a foreign one does not. */
let csrf = '';
export const knowCsrf = (word: string): void => {
  csrf = word;
};

/** Something was done from here. @returns the way to hear no more of it. */
const listeners = new Set<() => void>();
export function onTold(heard: () => void): () => void {
  listeners.add(heard);
  return () => void listeners.delete(heard);
}

/** @param patience in milliseconds, where a quarter of a minute is too short. @throws Refused */
export async function tell<C extends Command>(
  command: C,
  body: CommandBody<C>,
  patience?: number,
): Promise<CommandAnswer<C>> {
  const init = {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-csrf': csrf },
    body: JSON.stringify(body),
  };
  const answer = await answered<CommandAnswer<C>>(command, init, patience);
  if ('csrf' in answer) knowCsrf(answer.csrf);
  for (const heard of listeners) heard();
  return answer;
}
