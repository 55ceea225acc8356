/** Writes a road network as an OSM PBF file, so that other routers can read the same input. Layout: wiki.openstreetmap.org/wiki/PBF_Format. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { deflateSync } from 'node:zlib';

export type OsmNode = { lon: number; lat: number };
/** `nodes` by their index; a node's id is its index + 1. */
export type OsmWay = { nodes: readonly number[]; tags: Readonly<Record<string, string>> };

const perBlock = 8000;

export function writePbf(file: string, nodes: readonly OsmNode[], ways: readonly OsmWay[]): void {
  const out = openSync(file, 'w');
  const features = ['OsmSchema-V0.6', 'DenseNodes'].map((text) => bytes(4, Buffer.from(text)));
  put(out, 'OSMHeader', Buffer.concat(features));
  for (let from = 0; from < nodes.length; from += perBlock)
    put(out, 'OSMData', nodeBlock(from, nodes.slice(from, from + perBlock)));
  for (let from = 0; from < ways.length; from += perBlock)
    put(out, 'OSMData', wayBlock(from, ways.slice(from, from + perBlock)));
  closeSync(out);
}

/** Positions in steps of 100 nanodegrees, which is what a block has when it does not say otherwise. */
function nodeBlock(from: number, nodes: readonly OsmNode[]): Buffer {
  const ids = nodes.map((_, i) => from + i + 1);
  const lats = nodes.map(({ lat }) => Math.round(lat * 1e7));
  const lons = nodes.map(({ lon }) => Math.round(lon * 1e7));
  const dense = Buffer.concat([packed(1, deltas(ids)), packed(8, deltas(lats)), packed(9, deltas(lons))]);
  return Buffer.concat([bytes(1, bytes(1, Buffer.alloc(0))), bytes(2, bytes(2, dense))]);
}

function wayBlock(from: number, ways: readonly OsmWay[]): Buffer {
  const strings = new Map([['', 0]]);
  const indexOf = (text: string): number => {
    const index = strings.get(text) ?? strings.size;
    strings.set(text, index);
    return index;
  };
  const group = ways.map(({ nodes, tags }, i) =>
    bytes(
      3,
      Buffer.concat([
        whole(1, from + i + 1),
        packed(2, Object.keys(tags).map(indexOf)),
        packed(3, Object.values(tags).map(indexOf)),
        packed(8, deltas(nodes.map((node) => node + 1))),
      ]),
    ),
  );
  const table = [...strings.keys()].map((text) => bytes(1, Buffer.from(text)));
  return Buffer.concat([bytes(1, Buffer.concat(table)), bytes(2, Buffer.concat(group))]);
}

/** Length of the header in four bytes, the header, the blob. */
function put(out: number, type: string, payload: Buffer): void {
  const blob = Buffer.concat([whole(2, payload.length), bytes(3, deflateSync(payload, { level: 1 }))]);
  const header = Buffer.concat([bytes(1, Buffer.from(type)), whole(3, blob.length)]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  for (const part of [length, header, blob]) writeSync(out, part);
}

/** A field of bytes, of one number, of many numbers; protocol buffers' wire types 2, 0, 2. */
const bytes = (field: number, content: Buffer) =>
  Buffer.concat([Buffer.from([...varint((field << 3) | 2), ...varint(content.length)]), content]);
const whole = (field: number, value: number) => Buffer.from([...varint(field << 3), ...varint(value)]);
const packed = (field: number, values: readonly number[]) =>
  bytes(field, Buffer.from(values.flatMap(varint)));

/** Differences, zigzag: small numbers of either sign become small numbers. */
const deltas = (values: readonly number[]) =>
  values.map((value, i) => {
    const step = value - (values[i - 1] ?? 0);
    return step >= 0 ? step * 2 : -step * 2 - 1;
  });

function varint(value: number): number[] {
  const out: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) out.push((rest % 128) + 128);
  return [...out, rest];
}
