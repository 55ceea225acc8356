/** Where a device is: a host and its port, or a serial port by its path. */
import type { PortAddress } from '../port.ts';
import { type Notes, object, said, text, whole } from './shape.ts';

export function port(value: unknown, path: string, baud: number, note: Notes): PortAddress {
  const row = object(value, path, note, ['tcp?', 'serial?', 'baud?']);
  if (value === undefined) return { tcp: '' };
  if ((row.tcp === undefined) === (row.serial === undefined)) {
    note(path, 'must be {"tcp": "host:port"} or {"serial": "/dev/serial/by-id/…"}');
    return { tcp: '' };
  }
  if (row.serial !== undefined)
    return {
      serial: text(row.serial, `${path}.serial`, note, 'the path of a port'),
      baud: whole(row.baud ?? baud, `${path}.baud`, note, { least: 300, most: 4_000_000 }),
    };
  if (row.baud !== undefined) note(`${path}.baud`, 'is for a serial port only');
  const tcp = text(row.tcp, `${path}.tcp`, note, '"host:port"');
  if (tcp && !isHostPort(tcp)) note(`${path}.tcp`, `must be "host:port", not ${said(tcp)}`);
  return { tcp };
}

function isHostPort(tcp: string): boolean {
  const [, number] = /^[^\s:/]+:(\d{1,5})$/.exec(tcp) ?? [];
  return Number(number) >= 1 && Number(number) <= 65_535;
}
