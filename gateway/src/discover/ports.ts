/** The serial ports of this machine, each under the name that finds it again after a replug. Where the system cannot be asked its folder of devices is looked through. */
import { existsSync, readdirSync } from 'node:fs';

const byId = '/dev/serial/by-id';

export async function serialPorts(): Promise<string[]> {
  try {
    const { SerialPort } = await import('serialport');
    const found = await SerialPort.list();
    return found.map(({ path, pnpId }) => {
      const lasting = `${byId}/${pnpId}`;
      return pnpId && existsSync(lasting) ? lasting : path;
    });
  } catch {
    return fromFolder();
  }
}

function fromFolder(): string[] {
  try {
    if (existsSync(byId)) return readdirSync(byId).map((name) => `${byId}/${name}`);
    return readdirSync('/dev')
      .filter((name) => /^tty(USB|ACM|AMA|S)\d+$/.test(name))
      .map((name) => `/dev/${name}`);
  } catch {
    return [];
  }
}
