/** How often something may be made of what one gateway sends: a burst, and from then on one in so many milliseconds. That it was too much is told once an hour. */
export type Pace = { burst: number; oneIn: number };
export type Paces = {
  /** Counts what it allows. */
  may(who: number, now: number): boolean;
  /** That it was too much for it: has nobody been told within the hour? */
  isNews(who: number, now: number): boolean;
};

const hour = 3_600_000;

export function paces({ burst, oneIn }: Pace): Paces {
  /** How many are left, as of when, and when a person was told last. */
  const rates = new Map<number, { left: number; at: number; told: number }>();
  const rateOf = (who: number, now: number) => {
    const rate = rates.get(who) ?? { left: burst, at: now, told: Number.NEGATIVE_INFINITY };
    rates.set(who, rate);
    return rate;
  };
  return {
    may(who, now) {
      const rate = rateOf(who, now);
      rate.left = Math.min(burst, rate.left + Math.max(0, now - rate.at) / oneIn);
      rate.at = now;
      if (rate.left < 1) return false;
      rate.left--;
      return true;
    },
    isNews(who, now) {
      const rate = rateOf(who, now);
      if (now - rate.told < hour) return false;
      rate.told = now;
      return true;
    },
  };
}
