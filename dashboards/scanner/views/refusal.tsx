/** Why it was not done, in the words of whoever refused it. */
import type { Failure } from '../line/reach.ts';
import { detailIn } from '../rules/detail.ts';
import { usePage } from './use-page.tsx';

export function Refusal({ failure: { status, sentence, detail, code } }: { failure: Failure }) {
  const { words } = usePage();
  return (
    <p className="changed" role="alert">
      {status === 0
        ? words.offlineNow
        : sentence
          ? `${words.at === 0 ? sentence.zh : sentence.en} ${detailIn(detail ?? '', words.at)}`
          : words.failed(code)}
    </p>
  );
}
