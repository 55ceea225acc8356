/** Makes this handheld a known one with the code of the system administrator. */
import type { CommandAnswer } from '@changping/contracts/http-commands';
import { useState } from 'react';
import type { ScannerWords } from '../../shared/words/scanner-zh.ts';
import { fact, keepFact, newId } from '../keep/keep.ts';
import { isWelcome } from '../line/give-up.ts';
import { Failed, reach } from '../line/reach.ts';

export function Enrol({ words, done }: { words: ScannerWords; done(): void }) {
  const [code, setCode] = useState('');
  const [trouble, setTrouble] = useState('');
  const send = async () => {
    setTrouble('');
    const epoch = newId();
    try {
      const { id } = await reach<CommandAnswer<'/api/handhelds/enrol'>>('/api/handhelds/enrol', {
        code,
        epoch,
      });
      // Numbers go on: those of the memory before are never taken for these.
      await keepFact('device', { device: id, epoch, next: (await fact('device'))?.next ?? 1 });
      isWelcome();
      done();
    } catch (error) {
      if (!(error instanceof Failed)) throw error;
      const { status, sentence, code: why } = error.failure;
      const said = sentence && (words.at === 0 ? sentence.zh : sentence.en);
      setTrouble(status === 0 ? words.offlineNow : (said ?? words.failed(why)));
    }
  };
  return (
    <form
      className="enrol"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <label>
        {words.enrolCode}
        <input
          name="enrol"
          autoComplete="off"
          value={code}
          onChange={({ currentTarget: { value } }) => setCode(value)}
        />
      </label>
      <button type="submit" disabled={!code.trim()}>
        {words.enrol}
      </button>
      {trouble && <p role="alert">{trouble}</p>}
    </form>
  );
}
