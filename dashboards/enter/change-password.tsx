/** A password that somebody else gave, or that reached its term, is changed before anything else. */
import type { CommandBody } from '@changping/contracts/http-commands';
import type { EnterWords } from '../shared/words/enter-zh.ts';
import { Field, filled } from './field.tsx';

type ChangeProps = { words: EnterWords; change(body: CommandBody<'/api/password'>): void };

export const ChangePassword = ({ words, change }: ChangeProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      change(filled(event.currentTarget, 'old', 'password'));
    }}
  >
    <h2>{words.change}</h2>
    <p>{words.changeHint}</p>
    <Field name="old" label={words.old} type="password" complete="current-password" />
    <Field name="password" label={words.next} type="password" complete="new-password" />
    <p>{words.rule}</p>
    <button type="submit">{words.change}</button>
  </form>
);
