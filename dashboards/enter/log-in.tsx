/** Name and password; the one-time code where it is asked for. */
import type { CommandBody } from '@changping/contracts/http-commands';
import type { EnterWords } from '../shared/words/enter-zh.ts';
import { Field, filled } from './field.tsx';

type LogInProps = {
  words: EnterWords;
  asksCode: boolean;
  come(body: CommandBody<'/api/session'>): void;
};

export const LogIn = ({ words, asksCode, come }: LogInProps) => (
  <form
    onSubmit={(event) => {
      event.preventDefault();
      const { name, password, code } = filled(event.currentTarget, 'name', 'password', 'code');
      come({ name, password, ...(code ? { code } : {}) });
    }}
  >
    <h2>{words.logIn}</h2>
    <Field name="name" label={words.name} complete="username" />
    <Field name="password" label={words.password} type="password" complete="current-password" />
    {asksCode && <Field name="code" label={words.code} complete="one-time-code" isNumber />}
    <button type="submit">{words.come}</button>
  </form>
);
