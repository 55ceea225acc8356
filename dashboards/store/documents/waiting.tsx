/** What waits for whoever sits here, for React, documents for the signature and proposals for the agreement: asked once for the menu and the page, again when something was done here, and once a minute. */
import { documentActions } from '@changping/contracts/document-words';
import type { Answer } from '@changping/contracts/http';
import { createContext, type ReactNode, use, useEffect, useRef, useState } from 'react';
import { onTold } from '../../shared/tell.ts';
import { useAnswer } from '../../shared/use-answer.ts';
import { type Listed, useList } from '../../shared/use-list.ts';
import { isOffered, mayAgree } from '../frame/rooms.ts';
import { type Order, useOrder } from '../list/use-order.ts';
import { useMe } from '../me.tsx';
import { useNames } from '../names.tsx';
import type { Speech } from '../use-store-words.tsx';
import { useWhere } from '../use-where.tsx';

export type Waiting = Answer<'/api/waiting'>['items'][number];
export type Proposal = Answer<'/api/proposals'>['items'][number];
/** What it waits for, in words. */
export const toldAction = (action: Waiting['action'], words: Speech): string =>
  action === 'sendPhoto' ? words.photos.send : words.said(documentActions, action);

const askedEvery = 60_000;
const freshFor = 5000;
type InOrder = Listed<Waiting> & { order: Order };
type Hold = { documents: InOrder; proposals: readonly Proposal[] | undefined };
const Held = createContext<Hold | undefined>(undefined);

/** undefined where the own roles sign nothing. */
export const useWaiting = (): InOrder | undefined => use(Held)?.documents;
/** All there are; undefined where the own roles agree to none. */
export const useProposals = (): readonly Proposal[] | undefined => use(Held)?.proposals;
/** Those to agree to, and own ones that come to nothing as they are, until who proposed has read why. */
export function useProposalsOwed(): readonly Proposal[] {
  const { name } = useMe();
  const all = useProposals() ?? [];
  return all.filter(({ by, state, mayAgree }) => mayAgree || (state !== 'open' && by === name));
}

export function WaitingProvider({ children }: { children: ReactNode }) {
  const { roles } = useMe();
  return isOffered('approvals', roles) || isOffered('owed', roles) ? <Asking>{children}</Asking> : children;
}

function Asking({ children }: { children: ReactNode }) {
  const { page } = useWhere();
  const [turn, setTurn] = useState(0);
  const { roles, unit } = useMe();
  const { region } = useNames();
  const isAsked = mayAgree(roles) && unit === region?.region;
  const proposals = useAnswer('/api/proposals', {}, { version: turn, isAsked }).answer?.items;
  const isHere = page === 'approvals' || page === 'owed';
  const { sort, order } = useOrder('waiting');
  // Elsewhere the order in the URL is one of another list.
  const list = useList('/api/waiting', isHere ? { sort } : {}, turn);
  const last = useRef(performance.now());
  useEffect(() => {
    const ask = () => {
      last.current = performance.now();
      setTurn((n) => n + 1);
    };
    // Whoever goes to what waits wants to see it as it is.
    if (isHere && performance.now() - last.current > freshFor) ask();
    const timer = setInterval(() => !document.hidden && ask(), askedEvery);
    const leave = onTold(ask);
    return () => {
      clearInterval(timer);
      leave();
    };
  }, [isHere]);
  return <Held value={{ documents: { ...list, order }, proposals }}>{children}</Held>;
}
