/** Questions a page asks at its very start, for answers that its parts will need: the first part that asks the same takes what is on its way. */
import type { Answer, Query, Route } from '@changping/contracts/http';
import { ask } from './ask.ts';

const onTheWay = new Map<string, Promise<unknown>>();

export function askAhead(route: Route): void {
  const answer = ask(route);
  // Whoever takes it hears why it failed.
  answer.catch(() => {});
  onTheWay.set(`${route}{}`, answer);
}

/** As `ask`, which it is for every question but those. @throws Refused */
export function askOrTake<R extends Route>(
  route: R,
  query: Partial<Query<R>> = {},
  path: string = route,
): Promise<Answer<R>> {
  const name = path + JSON.stringify(query);
  const answer = onTheWay.get(name) as Promise<Answer<R>> | undefined;
  onTheWay.delete(name);
  return answer ?? ask(route, query, path);
}
