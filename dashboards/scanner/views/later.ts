/** Pages that nobody begins with: fetched behind the first one, which is there the sooner for it; then all are there, with a line or without. */
import { lazy } from 'react';
import { tagCodes } from '../hands/find.ts';

const shelf = () => import('./shelf.tsx');
const leave = () => import('./leave.tsx');
const leases = () => import('./leases.tsx');
const kits = () => import('./kits.tsx');
const kit = () => import('./kit.tsx');
const newKit = () => import('./new-kit.tsx');
const enrol = () => import('./enrol.tsx');
const revoked = () => import('./revoked.tsx');
const overdue = () => import('./overdue.tsx');
const open = () => import('./open.tsx');
const kitCard = () => import('./kit-card.tsx');
const look = () => import('./look.tsx');
const inspect = () => import('./inspect.tsx');
const newCount = () => import('./new-count.tsx');
const unsent = () => import('./unsent.tsx');
const room = () => import('./room.tsx');
const sign = () => import('./sign.tsx');
const soldNote = () => import('./sold-note.tsx');
const gateNews = () => import('./gate-news.tsx');
const gateSaw = () => import('./gate-saw.tsx');
const found = () => import('./found.tsx');
const newLots = () => import('./new-lots.tsx');
const countFound = () => import('./count-found.tsx');

export const Tag = lazy(async () => ({ default: (await shelf()).Tag }));
export const OpenCase = lazy(async () => ({ default: (await shelf()).OpenCase }));
export const CloseCase = lazy(async () => ({ default: (await shelf()).CloseCase }));
export const Leave = lazy(async () => ({ default: (await leave()).Leave }));
export const Leases = lazy(async () => ({ default: (await leases()).Leases }));
export const Kits = lazy(async () => ({ default: (await kits()).Kits }));
export const OneKit = lazy(async () => ({ default: (await kit()).OneKit }));
export const NewKit = lazy(async () => ({ default: (await newKit()).NewKit }));
export const Open = lazy(async () => ({ default: (await open()).Open }));
export const KitCard = lazy(async () => ({ default: (await kitCard()).KitCard }));
export const Look = lazy(async () => ({ default: (await look()).Look }));
export const Inspect = lazy(async () => ({ default: (await inspect()).Inspect }));
export const NewCount = lazy(async () => ({ default: (await newCount()).NewCount }));
export const Unsent = lazy(async () => ({ default: (await unsent()).Unsent }));
export const Room = lazy(async () => ({ default: (await room()).Room }));
export const Sign = lazy(async () => ({ default: (await sign()).Sign }));
export const Found = lazy(async () => ({ default: (await found()).Found }));
export const FoundReasons = lazy(async () => ({ default: (await found()).FoundReasons }));
export const NewLots = lazy(async () => ({ default: (await newLots()).NewLots }));
export const SoldNote = lazy(async () => ({ default: (await soldNote()).SoldNote }));
export const GateNews = lazy(async () => ({ default: (await gateNews()).GateNews }));
export const GateSaw = lazy(async () => ({ default: (await gateSaw()).GateSaw }));
export const CountFound = lazy(async () => ({ default: (await countFound()).CountFound }));
export const Revoked = lazy(async () => ({ default: (await revoked()).Revoked }));
export const Enrol = lazy(async () => ({ default: (await enrol()).Enrol }));
export const Overdue = lazy(async () => ({ default: (await overdue()).Overdue }));

/** What can not be fetched now is asked for again when it is opened. */
export const fetchLater = (): void => {
  for (const part of [
    tagCodes,
    gateNews,
    gateSaw,
    room,
    sign,
    found,
    newLots,
    soldNote,
    countFound,
    look,
    kitCard,
    inspect,
    newCount,
    shelf,
    leave,
    leases,
    kits,
    kit,
    newKit,
    overdue,
    enrol,
    revoked,
    open,
    unsent,
  ])
    part().catch(() => undefined);
};
