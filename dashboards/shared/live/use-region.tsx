/** Who the region is, for React, and in whose time it writes. Two answers some seconds apart also tell how fast the server's clock runs. */
import { createContext, type ReactNode, use, useEffect, useState } from 'react';
import { ask } from '../ask.ts';
import { keepTimeOf } from '../time.ts';
import { useLine, useLive } from './use-live.tsx';

type Region = { name: string; nameEn: string };
/** `turns` counts how often times came to be written differently: whoever wrote some writes them anew. */
type Hold = { region: Region | undefined; turns: number };
const Held = createContext<Hold>({ region: undefined, turns: 0 });

export const useRegion = (): Hold => use(Held);

export function RegionProvider({ children }: { children: ReactNode }) {
  const live = useLine();
  const { line } = useLive();
  const [hold, setHold] = useState<Hold>({ region: undefined, turns: 0 });
  useEffect(() => {
    if (line !== 'live') return;
    const look = () =>
      ask('/healthz').then(
        ({ name, nameEn, timeZone, now }) => {
          const turn = keepTimeOf(timeZone) ? 1 : 0;
          setHold((before) =>
            before.region?.name === name && !turn
              ? before
              : { region: { name, nameEn }, turns: before.turns + turn },
          );
          live.heard(now);
        },
        () => {},
      );
    void look();
    const again = setTimeout(look, 2000);
    const later = setInterval(look, 30_000);
    return () => {
      clearTimeout(again);
      clearInterval(later);
    };
  }, [line, live]);
  return <Held value={hold}>{children}</Held>;
}
