/** The climate file that the settings ask for: in a file of its own, or with an InfluxDB. */
import { type Climate, openClimate } from '../climate.ts';
import type { InfluxParts } from './influx.ts';

export async function climateOf({
  influx,
  ...parts
}: Omit<InfluxParts, 'influx'> & { influx: InfluxParts['influx'] | undefined }): Promise<Climate> {
  if (!influx) return openClimate(parts.folder);
  // Its client is loaded only where there is a server for it.
  const { openInflux } = await import('./influx.ts');
  return openInflux({ ...parts, influx });
}
