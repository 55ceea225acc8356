/** A new robot: whose, where, in which format, of what and in which language it is told. */
import {
  type HookFormat,
  type HookTopic,
  hookFormats,
  hookSecrets,
  hookTopics,
} from '@changping/contracts/hook-words';
import { useState } from 'react';
import { tell } from '../../shared/tell.ts';
import { Choice } from '../list/choice.tsx';
import { Dialog } from '../list/dialog.tsx';
import { Entry } from '../list/entry.tsx';
import { StoreChoice } from '../list/store-choice.tsx';
import { Ticks } from '../list/ticks.tsx';
import { useDeed } from '../use-deed.ts';
import { useStoreWords } from '../use-store-words.tsx';

const formats = Object.keys(hookFormats) as HookFormat[];
const topicNames = Object.keys(hookTopics) as HookTopic[];

export function AddDialog({ done, close }: { done(): void; close(): void }) {
  const { hooks, people, states, said, lang: own } = useStoreWords();
  const deed = useDeed();
  const [name, setName] = useState('');
  const [format, setFormat] = useState<HookFormat>('dingtalk');
  const [url, setUrl] = useState('');
  const [secret, setSecret] = useState('');
  const [unit, setUnit] = useState('');
  const [topics, setTopics] = useState<readonly HookTopic[]>(
    topicNames.filter((topic) => topic !== 'gateway'),
  );
  const [lang, setLang] = useState<'zh' | 'en'>(own === 'en' ? 'en' : 'zh');
  const [reason, setReason] = useState('');
  const needs = hookSecrets[format];
  const send = async () => {
    const signed = needs !== 'never' && secret ? { secret } : {};
    const because = reason.trim() ? { reason } : {};
    const body = {
      name,
      url,
      format,
      unit,
      topics: topicNames.filter((topic) => topics.includes(topic)),
      lang,
      ...signed,
      ...because,
    };
    if (await deed.run(() => tell('/api/hooks/add', body))) done();
  };
  return (
    <Dialog
      {...{ title: hooks.add, action: hooks.addOne(name), deed, close }}
      send={() => void send()}
      isReady={unit !== '' && topics.length > 0}
      isWide
    >
      <Entry label={hooks.name} value={name} set={setName} isWanted />
      <Choice
        label={hooks.format}
        value={format}
        choose={(chosen) => setFormat(chosen as HookFormat)}
        options={formats.map((each) => ({ value: each, label: said(hookFormats, each) }))}
      />
      <Entry label={hooks.url} value={url} set={setUrl} hint={hooks.urlHint} isWanted />
      {needs === 'never' ? (
        <p className="hint">{hooks.secretHint.never}</p>
      ) : (
        <Entry
          label={needs === 'always' ? hooks.secret : `${hooks.secret}${states.optional}`}
          type="password"
          complete="new-password"
          value={secret}
          set={setSecret}
          hint={hooks.secretHint[needs]}
          isWanted={needs === 'always'}
        />
      )}
      <StoreChoice label={hooks.unit} value={unit} choose={setUnit} isWhole />
      {unit !== '' && <p className="hint">{hooks.unitHint}</p>}
      <Ticks
        legend={hooks.topics}
        options={topicNames.map((each) => ({ value: each, label: said(hookTopics, each) }))}
        chosen={topics}
        choose={setTopics}
      />
      <Choice
        label={hooks.lang}
        value={lang}
        choose={(chosen) => setLang(chosen as 'zh' | 'en')}
        options={(['zh', 'en'] as const).map((each) => ({ value: each, label: hooks.langs[each] }))}
      />
      <Entry label={`${people.why}${states.optional}`} value={reason} set={setReason} />
    </Dialog>
  );
}
