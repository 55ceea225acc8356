/** Units and ids: the unit and the meaning of a number or a text stand in its type; nothing here costs anything at run time. */

declare const brand: unique symbol;
type Branded<Base, Name extends string> = Base & { readonly [brand]: Name };

/** UTC milliseconds since 1970. */
export type Instant = Branded<number, 'Instant'>;
export type Milliseconds = Branded<number, 'Milliseconds'>;
export type Minutes = Branded<number, 'Minutes'>;
export type Km = Branded<number, 'Km'>;
export type Celsius = Branded<number, 'Celsius'>;
/** Relative humidity in percent. */
export type Humidity = Branded<number, 'Humidity'>;
export type Dbm = Branded<number, 'Dbm'>;

export type SiteId = Branded<string, 'SiteId'>;
export type GatewayId = Branded<string, 'GatewayId'>;
export type RegionId = Branded<string, 'RegionId'>;
export type KindId = Branded<string, 'KindId'>;
/** Upper-case hex of a tag's EPC memory, opaque or GS1. */
export type Epc = Branded<string, 'Epc'>;
/** 16 lower-case hex digits: the random id of one outbox. */
export type Epoch = Branded<string, 'Epoch'>;
/** Number of a letter within its epoch: 1, 2, 3 … without a gap. */
export type Seq = Branded<number, 'Seq'>;

export const instant = (ms: number) => ms as Instant;
export const milliseconds = (n: number) => n as Milliseconds;
export const minutes = (n: number) => n as Minutes;
export const km = (n: number) => n as Km;
export const celsius = (n: number) => n as Celsius;
export const humidity = (n: number) => n as Humidity;
export const dbm = (n: number) => n as Dbm;

/** Ids travel in topics, file names and URLs, so they are kept to what is safe in all three. */
export const idPattern = /^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/;
/** Whole bytes, 1 to 62 of them: the most a PC word can announce (31 words). */
export const epcPattern = /^(?:[0-9A-F]{2}){1,62}$/;
export const epochPattern = /^[0-9a-f]{16}$/;

/** True of the codes a factory-blank or erased tag shows: all zero or all one. Such a code names nothing. */
export const isBlank = (epc: Epc): boolean => /^(?:0+|F+)$/.test(epc);
