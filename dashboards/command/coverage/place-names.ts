/** Names of places by their code, in the reader's language, out of the map's data; asked once for a stream. */
import { useEffect, useState } from 'react';
import { ask } from '../../shared/ask.ts';
import { nameIn, useWords } from '../../shared/words/use-words.tsx';
import { isPlace, type PlaceFeature } from '../map/places.ts';

type Names = ReadonlyMap<string, PlaceFeature['properties']>;
let kept: { stream: string; names: Promise<Names> } | undefined;

/** `fallback`: what the server calls it. */
export function usePlaceNames(stream: string): (code: string, fallback?: string) => string {
  const words = useWords();
  const names = usePlaces(stream);
  return (code, fallback = code) => {
    const known = names?.get(`p:${code}`);
    return known ? nameIn(words, known) : fallback;
  };
}

/** By their ids. */
export function usePlaces(stream: string): Names | undefined {
  const [names, setNames] = useState<Names>();
  useEffect(() => {
    let isCurrent = true;
    if (kept?.stream !== stream) kept = { stream, names: namesNow() };
    kept.names.then(
      (known) => isCurrent && setNames(known),
      () => {
        // The server's own names stand until the next stream.
        kept = undefined;
      },
    );
    return () => {
      isCurrent = false;
    };
  }, [stream]);
  return names;
}

async function namesNow(): Promise<Names> {
  const { features } = await ask('/api/map');
  return new Map(features.filter(isPlace).map(({ properties }) => [properties.place, properties]));
}
