/** What the HTTP interface tells of a region's own facts: catalogue, standards, settings, areas. */
import { z } from 'zod';
import { lifeBases, lifeClocks, tiers } from './catalogue.ts';
import { idPattern } from './units.ts';

const id = z.string().regex(idPattern);
const count = z.int().min(0);
const orNull = <Shape extends z.ZodType>(shape: Shape) => z.union([shape, z.null()]);
const both = z.object({ zh: z.string(), en: z.string() });
const years = z.tuple([z.number(), z.number()]).readonly();
const tier = z.enum(tiers);

const sentence = z.string().trim().min(1).max(400);
const name = z.string().trim().min(1).max(60);
/** Whole: a catalogue's own facts, of a folder's catalogue.json and of a person's draft alike. */
export const catalogueHead = z.strictObject({
  edition: name,
  note: z.strictObject({ zh: sentence, en: sentence }),
  nearExpiry: z
    .strictObject({ step: z.record(tier, z.int().min(1).max(9)), zh: sentence, en: sentence })
    .describe('which of a kind’s nearExpiryDays stands for near expiry at a tier; 1 is the longest'),
  categories: z
    .array(z.strictObject({ id: name, name, nameEn: name }))
    .min(1)
    .max(40)
    .readonly(),
});

const shelfLife = z.object({
  storageYears: orNull(z.number()).describe('the lower end of a range; null: not known, never guessed'),
  storageRange: orNull(years),
  serviceYears: orNull(z.number()),
  serviceRange: orNull(years),
  clock: orNull(z.enum(lifeClocks)).describe('from when the years run'),
  serviceClock: orNull(z.enum(lifeClocks)),
  basis: z.enum(lifeBases).describe('whose word it is; "none": no reference'),
  rule: orNull(z.string()),
  source: z.string(),
  grade: orNull(z.enum(['A', 'B', 'C'])).describe('A a standard quoted, B a maker, C a general page'),
});

export const kindFacts = {
  category: z.string(),
  abc: z.enum(['A', 'B', 'C']),
  zone: z.string().describe('where it is put away'),
  packUnits: count.describe('base units in a usual tagged case'),
  unitCostFen: count.describe(
    'CNY a base unit, in fen; an assumption in a sample catalogue; 0: not known, or not told to a partner or a neighbour',
  ),
  climate: z.object({
    celsius: orNull(z.object({ min: orNull(z.number()), max: orNull(z.number()) })),
    humidity: orNull(z.object({ max: orNull(z.number()) })),
  }),
  shelfLife,
  nearExpiryDays: z.array(count).readonly().describe('days before the end of life at which a step is told'),
  need: z
    .object({ units: z.number(), people: count, every: z.enum(['once', 'day']) })
    .describe('so many units for so many people, once or for every day'),
  levels: z
    .partialRecord(tier, z.object({ standing: count, dynamic: count }))
    .describe('base units that one site of a tier shall hold'),
  gtins: z
    .array(z.string())
    .readonly()
    .optional()
    .describe('under which it is sold, 14 digits each; a GTIN is of one kind alone'),
  isRetired: z.boolean().describe('takes no new stock; what there is of it stays'),
};

export const region = z.object({
  id,
  name: z.string(),
  nameEn: z.string(),
  timeZone: z.string().describe('IANA name; dates are shown in it'),
  box: z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .readonly()
    .describe('west, south, east, north'),
  tiers: z.array(z.object({ tier, name: z.string(), nameEn: z.string() })).readonly(),
  stores: z
    .array(z.object({ id, name: z.string(), nameEn: z.string(), tier }))
    .readonly()
    .describe('which there are, by name alone: where goods may be sent'),
  standards: z.object({ minutes: z.number(), km: z.number(), people: count, days: count }),
  assumptions: z.record(z.string(), both).describe('what the planner’s settings rest on, by setting'),
  roads: orNull(both).describe('what must stand wherever the roads or a result over them are shown'),
  catalogue: catalogueHead,
});

const ring = z.array(z.tuple([z.number(), z.number()]));
/** Of a modelled map and of an imported one alike. */
export const areaMap = z.object({
  type: z.literal('FeatureCollection'),
  label: orNull(both).describe('what must stand wherever these areas are shown'),
  features: z.array(
    z.object({
      type: z.literal('Feature'),
      geometry: z.discriminatedUnion('type', [
        z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
        z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
      ]),
      properties: z.object({
        code: z.string().describe('GB/T 2260, or the code of a place'),
        name: z.string(),
        nameEn: z.string(),
        level: z.enum(['region', 'city', 'county', 'place']),
        modelled: z.boolean().describe('true: drawn from the places, no boundary of any authority'),
      }),
    }),
  ),
});
export type AreaMap = z.infer<typeof areaMap>;

export const roadMap = z.object({
  type: z.literal('FeatureCollection'),
  label: orNull(both).describe(
    'what must stand wherever these roads are shown; null when no row of them is assumed',
  ),
  features: z.array(
    z.union([
      z.object({
        type: z.literal('Feature'),
        geometry: z.object({ type: z.literal('LineString'), coordinates: ring }),
        properties: z.object({ road: z.string(), class: z.string(), quality: z.string() }),
      }),
      z.object({
        type: z.literal('Feature'),
        geometry: z.object({ type: z.literal('Point'), coordinates: z.tuple([z.number(), z.number()]) }),
        properties: z.object({
          place: z.string(),
          name: z.string(),
          nameEn: z.string(),
          kind: z.string().describe('county_seat, township, subdistrict, junction …'),
          quality: z.string(),
        }),
      }),
    ]),
  ),
});
export type RoadMap = z.infer<typeof roadMap>;
