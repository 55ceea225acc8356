/** What people are called, by account; where two are called alike their accounts stand beside. */
import type { Answer } from '@changping/contracts/http';

export function calledOf(people: Answer<'/api/names'>['items']): ReadonlyMap<string, string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const { display } of people) (seen.has(display) ? twice : seen).add(display);
  return new Map(
    people.map(({ name, display }) => [name, twice.has(display) ? `${display} (${name})` : display]),
  );
}
