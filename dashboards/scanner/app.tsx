/** The handheld page: always the line and the unsent count above, the scan below, and one piece of work between. */
import { parseScan } from '@changping/contracts/scan';
import { instant } from '@changping/contracts/units';
import { Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { keepTimeOf } from '../shared/time.ts';
import { scannerEn } from '../shared/words/scanner-en.ts';
import { scannerZh } from '../shared/words/scanner-zh.ts';
import { find, otherSold } from './hands/find.ts';
import { sound } from './hands/sound.ts';
import { useWedge } from './hands/use-wedge.ts';
import { useFact } from './keep/use-kept.ts';
import type { Line } from './line/line.ts';
import { type Meant, meantBy } from './rules/meant.ts';
import { Answer, type ScanAnswer } from './views/answer.tsx';
import { Bar } from './views/bar.tsx';
import { First } from './views/first.tsx';
import { Home } from './views/home.tsx';
import {
  CloseCase,
  GateNews,
  Inspect,
  Kits,
  Leases,
  Leave,
  Look,
  NewCount,
  NewKit,
  OneKit,
  Open,
  OpenCase,
  Tag,
  Unsent,
} from './views/later.ts';
import { Notes } from './views/notes.tsx';
import { ScanBar } from './views/scan-bar.tsx';
import { type Taken, type Taker, TakerContext } from './views/target.tsx';
import { go, PageContext, type PageFacts, useWhere } from './views/use-page.tsx';
import { Work } from './views/work.tsx';

export function App({ line }: { line: Line }) {
  const [lang, setLang] = useState(langNow);
  const words = lang === 'en' ? scannerEn : scannerZh;
  const me = useFact('me');
  const kinds = useFact('kinds');
  const sites = useFact('sites');
  const stores = useFact('stores');
  const site = useFact('site');
  const nearStep = useFact('nearStep');
  const timeZone = useFact('timeZone');
  const people = useFact('people');
  useEffect(() => {
    document.documentElement.lang = lang;
    document.title = words.title;
    localStorage.setItem('lang', lang);
    const address = new URL(location.href);
    // What was chosen here counts at the next start, whatever address it began with.
    address.searchParams.delete('lang');
    history.replaceState(null, '', address);
  }, [lang, words]);
  if (timeZone?.value) keepTimeOf(timeZone.value);
  const facts = useMemo(
    (): PageFacts | undefined =>
      me?.value && kinds?.value && sites?.value && site?.value && nearStep
        ? {
            ...{ words, line, me: me.value, kinds: kinds.value, sites: sites.value, site: site.value },
            nearStep: nearStep.value ?? {},
            stores: stores?.value ?? sites.value,
            people: people?.value ?? {},
          }
        : undefined,
    [words, line, me, kinds, sites, stores, site, nearStep, people],
  );
  const isAsked = me && kinds && sites && site && nearStep;
  if (!facts) return isAsked ? <First words={words} line={line} /> : null;
  return (
    <PageContext value={facts}>
      <Page other={() => setLang(lang === 'en' ? 'zh-CN' : 'en')} />
    </PageContext>
  );
}

const isBringing = (type: string): type is 'goodsIn' | 'putAway' | 'return' | 'emergencyPurchase' =>
  /^(?:goodsIn|putAway|return|emergencyPurchase)$/.test(type);

export const langNow = (): 'zh-CN' | 'en' =>
  (new URLSearchParams(location.search).get('lang') ?? localStorage.getItem('lang')) === 'en'
    ? 'en'
    : 'zh-CN';

function Page({ other }: { other(): void }) {
  const [where = '', id = '', action] = useWhere();
  const taker = useRef<Taker | null>(null);
  const [answer, setAnswer] = useState<ScanAnswer>();
  const turns = useRef(0);
  // One after another: the next scan counts on what the one before has counted.
  const order = useRef(Promise.resolve());

  const means = useCallback((meant: Meant, text: string) => {
    const work = async () => {
      const found = await find(meant);
      const take = taker.current;
      const taken: Taken =
        take && otherSold(found)?.kind
          ? { isTaken: false, why: 'otherKind' }
          : ((await take?.(found, meant)) ?? null);
      const isUnsold = found.sold?.kind === null;
      const turn = ++turns.current;
      if (taken && !taken.isTaken) sound(taken.why === 'notHere' ? 'act' : 'watch');
      else if (found.what !== 'piece' && found.what !== 'lot' && (taken || found.what !== 'kit'))
        sound((taken && !isUnsold) || found.what === 'paper' ? 'good' : 'watch');
      if (found.what === 'paper' && !taken) {
        setAnswer(undefined);
        go('d', found.paper.id);
      } else if (taken?.isTaken && found.what !== 'piece' && found.what !== 'lot' && !isUnsold)
        setAnswer(undefined);
      else setAnswer({ turn, text, what: 'found', found, meant, taken });
    };
    order.current = order.current.then(work).catch(reportError);
  }, []);
  const scanned = useCallback(
    (text: string) => {
      const scan = parseScan(text, instant(Date.now()));
      const readings = meantBy(scan);
      const turn = ++turns.current;
      if (scan.type === 'fault') {
        sound('act');
        setAnswer({ turn, text, what: 'fault', fault: scan });
      } else if (readings.length > 1) {
        sound('watch');
        setAnswer({ turn, text, what: 'ask', readings });
      } else if (readings[0]) means(readings[0], text);
    },
    [means],
  );
  useWedge((text) => {
    if (text !== null) return scanned(text);
    sound('act');
    setAnswer({ turn: ++turns.current, text: '', what: 'broken' });
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the answer to a scan belongs to the page it was made on
  useEffect(() => setAnswer(undefined), [where, id]);

  return (
    <TakerContext value={taker}>
      <Bar />
      <Notes />
      <Suspense>
        <GateNews open={where === 'd' ? id : null} />
      </Suspense>
      <Suspense>
        {where === 'd' ? (
          <Work key={id} id={id} action={action} />
        ) : where === 'unsent' ? (
          <Unsent />
        ) : where === 'new' && isBringing(id) ? (
          <Open key={id} type={id} />
        ) : where === 'new' && (id === 'transfer' || id === 'handOut') ? (
          <Leave key={id} type={id} />
        ) : where === 'new' && (id === 'patrol' || id === 'spotCheck') ? (
          <Look key={id} type={id} />
        ) : where === 'new' && id === 'inspection' ? (
          <Inspect />
        ) : where === 'new' && id === 'count' ? (
          <NewCount />
        ) : where === 'new' && id === 'kit' ? (
          <NewKit />
        ) : where === 'kits' ? (
          <Kits />
        ) : where === 'kit' ? (
          <OneKit key={id} id={id} />
        ) : where === 'leases' ? (
          <Leases />
        ) : where === 'tag' ? (
          <Tag key={id} piece={id} />
        ) : where === 'case' ? (
          <OpenCase key={id} piece={id} />
        ) : where === 'close' ? (
          <CloseCase key={id} lot={id} />
        ) : (
          <Home other={other} />
        )}
      </Suspense>
      {answer && (
        <Answer
          answer={answer}
          choose={(meant) => means(meant, answer.text)}
          close={() => setAnswer(undefined)}
        />
      )}
      <ScanBar scanned={scanned} />
    </TakerContext>
  );
}
