/** Where people live, by a stated rule, for only counties and a few places have published numbers. Nobody is lost: a county's places and its cells each add up to the county. */
import { km } from './distance.ts';
import type { Cells } from './grid.ts';
import type { County, Place } from './world.ts';

/** Shares of a county's remaining people that a place of this type takes; our assumption, a town being twice a township and half a subdistrict. */
export const typeWeights: Readonly<Record<string, number>> = Object.freeze({
  Subdistrict: 4,
  Town: 2,
  Township: 1,
  Farm: 1,
});
const otherWeight = 1;
/** People thin out from the middle of their place: at this distance to a third (1/e). */
export const thinningKm = 3;

/** People of each place, also of those that nobody knows the position of. */
export function peopleOfPlaces(places: readonly Place[], counties: readonly County[]): Float64Array {
  const people = new Float64Array(places.length);
  for (const county of counties) {
    const own = places.flatMap(({ county: code }, i) => (code === county.code ? [i] : []));
    const known = own.filter((i) => places[i]!.people !== null);
    const unknown = own.filter((i) => places[i]!.people === null);
    for (const i of known) people[i] = places[i]!.people!;
    const rest = Math.max(0, county.people - sum(known, people));
    for (const i of unknown) people[i] = typeWeights[places[i]!.type] ?? otherWeight;
    const weights = sum(unknown, people);
    for (const i of unknown) people[i]! *= rest / weights;
    // Numbers of another year or another rounding: the county's own number stands.
    const all = sum(own, people);
    if (all > 0) for (const i of own) people[i]! *= county.people / all;
  }
  return people;
}

/** People of each cell. A place that is nearest to no cell, as happens in a dense city, lives in the cell nearest to it. */
export function peopleOfCells(people: Float64Array, places: readonly Place[], cells: Cells): Float64Array {
  const inCell = new Float64Array(cells.place.length);
  const weights = new Float64Array(places.length);
  for (let cell = 0; cell < inCell.length; cell++) {
    const place = cells.place[cell]!;
    const { lon, lat } = places[place]!;
    inCell[cell] = Math.exp(-km(cells.lons[cell]!, cells.lats[cell]!, lon!, lat!) / thinningKm);
    weights[place]! += inCell[cell]!;
  }
  for (let cell = 0; cell < inCell.length; cell++) {
    const place = cells.place[cell]!;
    inCell[cell]! *= people[place]! / weights[place]!;
  }
  places.forEach(({ lon, lat }, place) => {
    if (lon === null || lat === null || weights[place] !== 0 || !inCell.length) return;
    inCell[nearestCell(cells, lon, lat)]! += people[place]!;
  });
  return inCell;
}

function nearestCell({ lons, lats }: Cells, lon: number, lat: number): number {
  let best = 0;
  for (let cell = 1; cell < lons.length; cell++)
    if (km(lon, lat, lons[cell]!, lats[cell]!) < km(lon, lat, lons[best]!, lats[best]!)) best = cell;
  return best;
}

const sum = (indices: readonly number[], values: Float64Array): number =>
  indices.reduce((total, i) => total + values[i]!, 0);
