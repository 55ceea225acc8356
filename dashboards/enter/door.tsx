/** What the door shows: the forms that fit whoever stands before it. */
import type { Answer } from '@changping/contracts/http';
import { useCallback, useEffect, useState } from 'react';
import { ask, type Refusal, Refused } from '../shared/ask.ts';
import { knowCsrf, tell } from '../shared/tell.ts';
import { enterEn } from '../shared/words/enter-en.ts';
import { type EnterWords, enterZh } from '../shared/words/enter-zh.ts';
import { sentenceOfFault } from '../shared/words/fault.ts';
import { ChangePassword } from './change-password.tsx';
import { homeOf, wayOn } from './home.ts';
import { LogIn } from './log-in.tsx';
import { Samples } from './samples.tsx';
import { SecondFactor } from './second-factor.tsx';
import { SetUp } from './set-up.tsx';

type Me = Answer<'/api/me'>;
type Open = Answer<'/api/door'>;

export function Door() {
  const search = new URLSearchParams(location.search);
  const [chosen, setLang] = useState(search.get('lang'));
  const lang = chosen === 'en' ? 'en' : 'zh-CN';
  const words = lang === 'en' ? enterEn : enterZh;
  const [me, setMe] = useState<Me | null>();
  const [open, setOpen] = useState<Open>();
  const [refusal, setRefusal] = useState<Refusal>();

  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = words.title;
  }, [lang, words]);
  const enter = useCallback((who: Me): void => {
    knowCsrf(who.csrf);
    setMe(who);
    setRefusal(undefined);
  }, []);
  useEffect(() => {
    ask('/api/me')
      .then(enter, () => setMe(null))
      .then(() => ask('/api/door'))
      .then(setOpen)
      .catch((error: unknown) => setRefusal(error instanceof Refused ? error.refusal : undefined));
  }, [enter]);
  /** Tells what went wrong; whoever asked can try again. */
  const trying = async (work: () => Promise<unknown>) => {
    setRefusal(undefined);
    try {
      await work();
    } catch (error) {
      setRefusal(
        error instanceof Refused ? error.refusal : { code: 'page', retry: false, sentence: undefined },
      );
    }
  };
  const isIn = me && !me.mustChange && !me.needsSecondFactor;
  const home = me ? homeOf(me.roles) : null;
  const why = search.get('why');
  useEffect(() => {
    if (isIn && home) location.replace(wayOn(new URLSearchParams(location.search).get('to'), home, chosen));
  }, [isIn, home, chosen]);

  return (
    <main className="door">
      <header>
        <h1>{words.product}</h1>
        <p>{words.about}</p>
        <button
          type="button"
          className="plain"
          lang={lang === 'en' ? 'zh-CN' : 'en'}
          onClick={() => setLang(lang === 'en' ? 'zh-CN' : 'en')}
        >
          {words.other}
        </button>
      </header>
      <p className="word" role="status">
        {refusal ? sentenceOf(refusal, words) : why && !me ? (words.reasons[why] ?? '') : ''}
      </p>
      {me === undefined && !refusal && <p className="word">{words.waiting}</p>}
      {me === null && open && (
        <>
          {open.samples.length > 0 && (
            <Samples
              words={words}
              samples={open.samples}
              choose={(name) => trying(async () => enter(await tell('/api/session/sample', { name })))}
            />
          )}
          {(open.setUp.length > 0 || hasCode) && (
            <SetUp
              words={words}
              waiting={open.setUp}
              make={(body) => trying(async () => enter(await tell('/api/set-up', body)))}
            />
          )}
          <LogIn
            words={words}
            asksCode={refusal?.code === 'secondFactorNeeded' || refusal?.code === 'secondFactorWrong'}
            come={(body) => trying(async () => enter(await tell('/api/session', body)))}
          />
        </>
      )}
      {me?.mustChange && (
        <ChangePassword
          words={words}
          change={(body) =>
            trying(async () => {
              await tell('/api/password', body);
              enter(await ask('/api/me'));
            })
          }
        />
      )}
      {me && !me.mustChange && me.needsSecondFactor && (
        <SecondFactor words={words} trying={trying} done={async () => enter(await ask('/api/me'))} />
      )}
      {me && isIn && !home && (
        <section>
          <h2>{words.inAs(`${me.display} · ${words.role(me.roles)}`)}</h2>
          <p>{words.noPage}</p>
          <button
            type="button"
            onClick={() =>
              trying(async () => {
                await tell('/api/session/end', {});
                setMe(null);
              })
            }
          >
            {words.leave}
          </button>
        </section>
      )}
    </main>
  );
}

const sentenceOf = ({ sentence, detail, code }: Refusal, words: EnterWords): string =>
  sentence
    ? `${words === enterEn ? sentence.en : sentence.zh}${detail ? ` (${inWords(detail, words)})` : ''}`
    : code === 'offline'
      ? words.offline
      : code;

/** Of a password every fault is told, the further ones as their codes. */
const inWords = (detail: string, words: EnterWords): string =>
  detail
    .split(' ')
    .map((each) => sentenceOfFault(each, words === enterEn ? 'en' : 'zh'))
    .join(' ');

/** Of a code that was made again the door tells nobody: whoever has it says so. */
const hasCode = new URLSearchParams(location.search).has('code');
