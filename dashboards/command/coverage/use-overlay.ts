/** The overlay of coverage for what the page shows now: the chosen place and what is supposed lost. */
import type { RoadMap } from '@changping/contracts/http';
import { useMemo } from 'react';
import type { World } from '../../shared/live/world.ts';
import { useView } from '../use-view.tsx';
import { lostPlaces, type Overlay, waysTo } from './overlay.ts';
import { changeOf, useLoss } from './use-loss.ts';
import { usePlaceCover } from './use-place-cover.ts';

export function useOverlay(world: World, map: RoadMap | undefined): Overlay {
  const { place, kind, loss, replay } = useView();
  const isNow = replay === null;
  const cover = usePlaceCover(world, place).answer;
  const answer = useLoss(world, isNow ? loss : null).answer;
  // Only where the stores lie is asked of them, and that does not move.
  const { stream } = world;
  // biome-ignore lint/correctness/useExhaustiveDependencies: sites change with every reading
  const ways = useMemo(
    () => (map && place && cover ? waysTo(map, world, place, cover, kind) : none),
    [map, place, cover, kind, stream],
  );
  const lost = useMemo(
    () => (map && answer && loss && isNow ? lostPlaces(map, changeOf(answer, kind)?.places ?? []) : none),
    [map, answer, loss, kind, isNow],
  );
  return useMemo(() => ({ ways, lost }), [ways, lost]);
}

const none = Object.freeze({ type: 'FeatureCollection' as const, features: [] });
