/** What a list is searched for, held by the URL; asked for once it is written, by Enter or the button. */
import { Button } from 'antd';
import { useState } from 'react';
import { useStoreWords } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';
import { Entry } from './entry.tsx';

export function Search({ label }: { label: string }) {
  const { asked } = useWhere();
  // Another place of the URL is another text.
  return <Typed key={asked.text ?? ''} label={label} />;
}

function Typed({ label }: { label: string }) {
  const { lists } = useStoreWords();
  const { asked, filter } = useWhere();
  const [text, setText] = useState(asked.text ?? '');
  return (
    <search>
      <form
        className="search"
        onSubmit={(event) => {
          event.preventDefault();
          filter({ text: text.trim() });
        }}
      >
        <Entry label={label} value={text} set={setText} />
        <Button htmlType="submit">{lists.find}</Button>
      </form>
    </search>
  );
}
