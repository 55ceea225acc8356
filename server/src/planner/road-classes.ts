/** What a class of road stands for where its row does not say better. Speeds: the usual limits of JTG B01-2014 classes, in km/h. */

export type RoadClass = {
  usualKmh: number;
  /** May a vehicle join it anywhere, or at its junctions only? */
  isOpenAlong: boolean;
};

export const roadClasses: Readonly<Record<string, RoadClass>> = Object.freeze({
  expressway: { usualKmh: 100, isOpenAlong: false },
  national: { usualKmh: 60, isOpenAlong: true },
  provincial: { usualKmh: 50, isOpenAlong: true },
  county: { usualKmh: 40, isOpenAlong: true },
  urban: { usualKmh: 40, isOpenAlong: true },
  access: { usualKmh: 30, isOpenAlong: true },
});

export const unknownClass: RoadClass = Object.freeze({ usualKmh: 30, isOpenAlong: true });

/** Outside of these a free speed is a slip of the pen: 0, 999, a word. */
export const slowestKmh = 5;
export const fastestKmh = 130;
