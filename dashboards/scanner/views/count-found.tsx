/** What a count has to say on the hand-over that rests on it. */
import type { Found } from '@changping/contracts/documents';
import { foundTold } from '../../shared/documents/found.ts';
import { useNames, usePage } from './use-page.tsx';

export function CountFound({ count, found }: { count: string; found: Found }) {
  const { words } = usePage();
  const { title, codes, said } = foundTold(count, found, useNames(), words.at);
  return (
    <>
      {title}
      {codes.map((code) => (
        <small key={code} className="code">
          {code}
        </small>
      ))}
      {said.map((text) => (
        <small key={text}>{text}</small>
      ))}
    </>
  );
}
