/** A place that was chosen elsewhere than on the map is brought into the part of the map that nothing lies over. */
import type { RoadMap } from '@changping/contracts/http';
import { useEffect } from 'react';
import { placeOf } from '../map/places.ts';
import { dragged, pixel } from '../map/projection.ts';
import type { MapHandle } from '../map/scene.ts';

/** `covered`: how many pixels at the right are under a drawer. */
export function usePlaceInView(
  handle: MapHandle | undefined,
  map: RoadMap | undefined,
  place: string | null,
  covered: number,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: a drawer that opens moves nothing
  useEffect(() => {
    const at = map && place && placeOf(map, place)?.geometry.coordinates;
    if (!at || !handle) return;
    const [lon = 0, lat = 0] = at;
    const size = handle.size();
    const free = Math.max(size.width - covered, size.width / 3);
    const [x, y] = pixel(handle.camera(), size, [lon, lat]);
    if (x > 40 && y > 40 && x < free - 40 && y < size.height - 40) return;
    const zoom = Math.max(handle.camera().zoom, 7.8);
    handle.show(dragged({ lon, lat, zoom }, -(size.width - free) / 2, 0));
  }, [handle, map, place]);
}

/** As wide as the drawer's own style makes it. */
export const drawerWidth = 680;
