/** The pages that the own roles have use for, and how much waits for the own signature or agreement. */
import { isOutsider } from '@changping/contracts/roles';
import { useLayoutEffect, useRef } from 'react';
import { useProposalsOwed, useWaiting } from '../documents/waiting.tsx';
import { useMe } from '../me.tsx';
import { useStoreWords } from '../use-store-words.tsx';
import { Go, useWhere } from '../use-where.tsx';
import type { Page } from '../where.ts';
import { isOffered, menuOf, roomOf } from './rooms.ts';

export function Menu({ page }: { page: Page }) {
  const words = useStoreWords();
  const { roles } = useMe();
  const { lang } = useWhere();
  const here = roomOf(page);
  const menu = useRef<HTMLElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page or another language lies elsewhere in it
  useLayoutEffect(() => {
    const show = () => toMiddle(menu.current);
    show();
    addEventListener('resize', show);
    return () => removeEventListener('resize', show);
  }, [here, lang]);
  return (
    <nav ref={menu} className="menu" aria-label={words.menu}>
      {menuOf(roles).map((each) => (
        <Go key={each} to={each} {...(each === here ? { 'aria-current': 'page' as const } : {})}>
          {words.pages[each]}
          {each === 'approvals' && <Count />}
          {each === 'owed' && <Count isOwed />}
        </Go>
      ))}
      {isOffered('stock', roles) && !roles.some(isOutsider) && (
        <a href={lang === 'en' ? '/?lang=en' : '/'}>{words.toMap}</a>
      )}
    </nav>
  );
}

/** On a phone the menu is wider than the screen: where one is stands in its middle. */
function toMiddle(menu: HTMLElement | null): void {
  const current = menu?.querySelector('[aria-current]')?.getBoundingClientRect();
  if (!menu || !current) return;
  const { left, width } = menu.getBoundingClientRect();
  menu.scrollLeft += current.left + current.width / 2 - left - width / 2;
}

function Count({ isOwed = false }: { isOwed?: boolean }) {
  const { items, more } = useWaiting() ?? {};
  const proposals = useProposalsOwed();
  const waits = (items?.length ?? 0) + (isOwed ? proposals.length : 0);
  if (!waits && !more) return null;
  return (
    <b className="menu-count">
      {waits}
      {more && '+'}
    </b>
  );
}
