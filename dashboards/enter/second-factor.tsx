/** An administrator's phone is made known: the key is shown once, and the first code of it proves that it arrived. */
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { useState } from 'react';
import { tell } from '../shared/tell.ts';
import type { EnterWords } from '../shared/words/enter-zh.ts';
import { Field, filled } from './field.tsx';

type Qr = CommandAnswer<'/api/second-factor'>['qr'];
type SecondProps = {
  words: EnterWords;
  trying(work: () => Promise<unknown>): Promise<void>;
  done(): Promise<void>;
};

export function SecondFactor({ words, trying, done }: SecondProps) {
  const [shown, setShown] = useState<{ secret: string; qr: Qr; password: string }>();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        const { password, code } = filled(event.currentTarget, 'password', 'code');
        void trying(async () => {
          if (shown) {
            await tell('/api/second-factor', { password: shown.password, code });
            return done();
          }
          const { secret, qr } = await tell('/api/second-factor', { password });
          setShown({ secret: secret ?? '', qr, password });
        });
      }}
    >
      <h2>{words.second}</h2>
      <p>{words.secondHint}</p>
      {shown ? (
        <>
          {shown.qr && (
            <svg
              className="qr"
              viewBox={`0 0 ${shown.qr.across} ${shown.qr.down}`}
              role="img"
              aria-label={words.secondQr}
            >
              {shown.qr.paths.map((path) => (
                <path key={path} d={path} />
              ))}
            </svg>
          )}
          <p>{words.secondKey}</p>
          <output className="key">{shown.secret.replaceAll(/(.{4})(?=.)/g, '$1 ')}</output>
          <Field name="code" label={words.code} complete="one-time-code" isNumber />
          <button type="submit">{words.secondConfirm}</button>
        </>
      ) : (
        <>
          <Field name="password" label={words.password} type="password" complete="current-password" />
          <button type="submit">{words.secondMake}</button>
        </>
      )}
    </form>
  );
}
