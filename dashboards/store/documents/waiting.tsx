/** What waits for the signature of whoever sits here, for React: asked once for the menu and the page, and again wherever one goes. */
import type { Answer } from '@changping/contracts/http';
import { createContext, type ReactNode, use } from 'react';
import { type Listed, useList } from '../../shared/use-list.ts';
import { isOffered } from '../frame/rooms.ts';
import { useMe } from '../me.tsx';
import { useWhere } from '../use-where.tsx';

export type Waiting = Answer<'/api/waiting'>['items'][number];
const Held = createContext<Listed<Waiting> | undefined>(undefined);

/** undefined where the own roles sign nothing. */
export const useWaiting = (): Listed<Waiting> | undefined => use(Held);

export function WaitingProvider({ children }: { children: ReactNode }) {
  const { roles } = useMe();
  return isOffered('approvals', roles) || isOffered('owed', roles) ? <Asking>{children}</Asking> : children;
}

function Asking({ children }: { children: ReactNode }) {
  const { page, asked } = useWhere();
  const list = useList('/api/waiting', {}, `${page} ${asked.id}`);
  return <Held value={list}>{children}</Held>;
}
