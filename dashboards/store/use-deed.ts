/** A command for React: that it is under way, what it was refused with, and that it is not given twice by two clicks. */
import { useRef, useState } from 'react';
import { type Refusal, Refused } from '../shared/ask.ts';

export type Deed = {
  isBusy: boolean;
  refusal: Refusal | undefined;
  /** @returns what was done; undefined where it was refused. */
  run<Result>(work: () => Promise<Result>): Promise<Result | undefined>;
};

export function useDeed(): Deed {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const isUnderWay = useRef(false);
  return {
    isBusy,
    refusal,
    async run(work) {
      if (isUnderWay.current) return undefined;
      isUnderWay.current = true;
      setBusy(true);
      setRefusal(undefined);
      try {
        return await work();
      } catch (error) {
        setRefusal(
          error instanceof Refused ? error.refusal : { code: 'page', retry: false, sentence: undefined },
        );
        return undefined;
      } finally {
        isUnderWay.current = false;
        setBusy(false);
      }
    },
  };
}
