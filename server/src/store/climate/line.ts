/** Points as lines of the InfluxDB line protocol, milliseconds, one series a probe. Ready text, because point objects cost the client several times the work. */
import type { ClimatePoint } from '../climate.ts';

export const measurement = 'climate';

/** @throws when a name can't be a tag. */
export type Lines = (points: readonly ClimatePoint[]) => string;

/** What is remembered is forgotten when it is more than this: more probes than any region has, more tenths of a degree than a store sees. */
const rememberedMost = 20_000;

export function lines(): Lines {
  const series = new Map<string, string>();
  const numbers = new Map<number, string>();

  const text = (number: number) => numbers.get(number) ?? remember(numbers, number, String(number));

  function seriesOf({ site, gateway, probe }: ClimatePoint): string {
    // A tag never holds a line break, so no two probes share a name.
    const name = `${site}\n${gateway}\n${probe}`;
    const known = series.get(name);
    if (known !== undefined) return known;
    // In the order of their keys, which spares the server sorting them.
    const begin = `${measurement},gateway=${tag(gateway)},probe=${tag(probe)},site=${tag(site)} `;
    return remember(series, name, begin);
  }

  /** "No reading" is a fact too, and a line without a field is none. */
  function fields({ celsius, humidity }: ClimatePoint): string {
    if (celsius === null) return humidity === null ? 'silent=1i' : `humidity=${text(humidity)}`;
    return humidity === null
      ? `celsius=${text(celsius)}`
      : `celsius=${text(celsius)},humidity=${text(humidity)}`;
  }

  return (points) => {
    let all = '';
    let before: ClimatePoint | undefined;
    let begin = '';
    for (const point of points) {
      // A letter holds points of one probe.
      if (!before || !isSameProbe(before, point)) begin = seriesOf(point);
      all += `${begin}${fields(point)} ${point.at}\n`;
      before = point;
    }
    return all;
  };
}

function remember<Key>(known: Map<Key, string>, key: Key, value: string): string {
  if (known.size >= rememberedMost) known.clear();
  known.set(key, value);
  return value;
}

const isSameProbe = (a: ClimatePoint, b: ClimatePoint): boolean =>
  a.probe === b.probe && a.gateway === b.gateway && a.site === b.site;

/** A line break ends a line however it is written, and InfluxDB and VictoriaMetrics read a backslash differently. */
function tag(name: string): string {
  if (!/^[^\p{Cc}\\]+$/u.test(name)) throw new Error(`no tag can be called ${JSON.stringify(name)}`);
  return name.replace(/[,= ]/g, '\\$&');
}
