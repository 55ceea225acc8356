/** The first start: a one-time code makes the account of its administrator. */
import type { CommandBody } from '@changping/contracts/http-commands';
import type { Administrator } from '@changping/contracts/roles';
import type { EnterWords } from '../shared/words/enter-zh.ts';
import { Field, filled } from './field.tsx';

type SetUpProps = {
  words: EnterWords;
  waiting: readonly Administrator[];
  make(body: CommandBody<'/api/set-up'>): void;
};

export const SetUp = ({ words, waiting, make }: SetUpProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      make(filled(event.currentTarget, 'code', 'name', 'display', 'password'));
    }}
  >
    <h2>{words.setUp}</h2>
    <p>{words.setUpHint(waiting)}</p>
    <Field name="code" label={words.setUpCode} />
    <Field name="name" label={words.name} complete="username" />
    <Field name="display" label={words.display} complete="name" />
    <Field name="password" label={words.next} type="password" complete="new-password" />
    <p>{words.rule}</p>
    <button type="submit">{words.setUpOpen}</button>
  </form>
);
