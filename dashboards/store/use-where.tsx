/** The place in the console, held by the URL: links that can be opened beside, sent, and taken back with the browser's own button. */
import {
  type AnchorHTMLAttributes,
  createContext,
  type ReactNode,
  use,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { recall, remember } from '../shared/memory.ts';
import type { Lang } from '../shared/words/use-words.tsx';
import { type Asked, type Page, readWhere, type Where, writeWhere } from './where.ts';

type Hold = Where & {
  /** A step that can be taken back. */
  go(page: Page, asked?: Asked): void;
  /** The same page, filtered otherwise: '' takes a filter away. */
  filter(more: Asked): void;
  speak(lang: Lang): void;
};
const Held = createContext<Hold | undefined>(undefined);
const memory = 'changping.lang';

export function useWhere(): Hold {
  const hold = use(Held);
  if (!hold) throw new Error('useWhere needs a WhereProvider');
  return hold;
}

export function WhereProvider({ children }: { children: ReactNode }) {
  const [where, setWhere] = useState(() => readWhere(location.search, recall(memory)));
  useEffect(() => {
    const onBack = () => setWhere(readWhere(location.search, recall(memory)));
    addEventListener('popstate', onBack);
    return () => removeEventListener('popstate', onBack);
  }, []);
  const hold = useMemo((): Hold => {
    const turn = (next: Where, isStep: boolean) => {
      history[isStep ? 'pushState' : 'replaceState'](null, '', writeWhere(next));
      remember(memory, next.lang);
      setWhere(next);
    };
    return {
      ...where,
      go(page, asked = {}) {
        turn({ ...where, page, asked }, true);
        scrollTo(0, 0);
      },
      filter: (more) => turn({ ...where, asked: { ...where.asked, ...more } }, false),
      speak: (lang) => turn({ ...where, lang }, false),
    };
  }, [where]);
  return <Held value={hold}>{children}</Held>;
}

type GoProps = { to: Page; asked?: Asked; children: ReactNode } & Pick<
  AnchorHTMLAttributes<HTMLAnchorElement>,
  'className' | 'aria-current' | 'aria-label'
>;

export function Go({ to, asked = {}, children, ...rest }: GoProps) {
  const { go, lang } = useWhere();
  return (
    <a
      {...rest}
      href={writeWhere({ page: to, asked, lang })}
      onClick={(event) => {
        // With a key held, or by the middle button, the browser opens it beside.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        go(to, asked);
      }}
    >
      {children}
    </a>
  );
}
