/** Points as lines of the InfluxDB line protocol, milliseconds, one series a probe. Ready text, because point objects cost the client three times the work. */
import type { ClimatePoint } from '../climate.ts';

export const measurement = 'climate';

/** @throws when a name can't be a tag. */
export type Lines = (points: readonly ClimatePoint[]) => string;

/** More probes than any region has; beyond it their beginnings are made anew. */
const seriesMax = 20_000;

export function lines(): Lines {
  const series = new Map<string, string>();
  const seriesOf = ({ site, gateway, probe }: ClimatePoint): string => {
    // A tag never holds a line break, so no two probes share a name.
    const name = `${site}\n${gateway}\n${probe}`;
    const known = series.get(name);
    if (known !== undefined) return known;
    // In the order of their keys, which spares the server sorting them.
    const made = `${measurement},gateway=${tag(gateway)},probe=${tag(probe)},site=${tag(site)} `;
    if (series.size >= seriesMax) series.clear();
    series.set(name, made);
    return made;
  };
  return (points) => {
    let text = '';
    for (const point of points) text += `${seriesOf(point)}${fields(point)} ${point.at}\n`;
    return text;
  };
}

/** "No reading" is a fact too, and a line without a field is none. */
function fields({ celsius, humidity }: ClimatePoint): string {
  if (celsius === null) return humidity === null ? 'silent=1i' : `humidity=${humidity}`;
  return humidity === null ? `celsius=${celsius}` : `celsius=${celsius},humidity=${humidity}`;
}

/** A line break ends a line however it is written, and InfluxDB and VictoriaMetrics read a backslash differently. */
function tag(name: string): string {
  if (!/^[^\p{Cc}\\]+$/u.test(name)) throw new Error(`no tag can be called ${JSON.stringify(name)}`);
  return name.replace(/[,= ]/g, '\\$&');
}
