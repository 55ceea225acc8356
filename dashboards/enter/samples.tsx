/** The people of a demo: a click, and one is in. */
import type { Answer } from '@changping/contracts/http';
import type { EnterWords } from '../shared/words/enter-zh.ts';

type SamplesProps = {
  words: EnterWords;
  samples: Answer<'/api/door'>['samples'];
  choose(name: string): void;
};

export const Samples = ({ words, samples, choose }: SamplesProps) => (
  <section className="samples">
    <h2>{words.samples}</h2>
    <p className="banner">{words.samplesHint}</p>
    <ul>
      {samples.map(({ name, roles, at }) => (
        <li key={name}>
          <button type="button" onClick={() => choose(name)}>
            <strong>{words.role(roles)}</strong>
            <span>{at ? words.site(at) : words.wholeRegion}</span>
          </button>
        </li>
      ))}
    </ul>
  </section>
);
