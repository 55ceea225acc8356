/** What the installer reads on the terminal, Chinese first. */
import type { PortAddress } from '../port.ts';
import { type Finding, printable } from './ask.ts';

const nameOf = (port: PortAddress) => ('tcp' in port ? port.tcp : port.serial);

export function wordsOf(finding: Finding): string {
  const name = nameOf(finding.port);
  if (finding.found === null) return `${name}  没有读写器 · no reader: ${finding.why}`;
  if (finding.found === 'm100')
    return `${name}  M100 读写器 · M100 reader${finding.about && `: ${finding.about}`}`;
  const { device, refuses } = finding;
  const about = device ? `: ${device.antennas} 天线 antennas, ${printable(device.firmware)}` : '';
  return `${name}  LLRP 通道读写器 · LLRP portal reader${about}${refuses && `; 拒绝连接 refuses us: ${refuses}`}`;
}

export const words = {
  searching: (serial: number, hosts: number) =>
    `查找读写器：${serial} 个串口，${hosts} 个网络地址 · looking at ${serial} serial ports and ${hosts} addresses`,
  nothing:
    '没有找到读写器：检查电源、线缆和串口权限（dialout 组） · no reader found: check power, cables and the right to open serial ports (group dialout)',
  silentRange: (count: number) => `${count} 个地址无读写器 · ${count} addresses without a reader`,
  showing: (seconds: number) =>
    `请将标签放到天线前，显示 ${seconds} 秒 · hold tags to the antennas; showing ${seconds} s`,
  read: (reader: string, epc: string, antenna: number | null, rssi: number | null) =>
    `${reader}  ${epc}  天线 antenna ${antenna ?? '—'}  ${rssi ?? '—'} dBm`,
  total: (reader: string, tags: number, reads: number, why: string) =>
    `${reader}  ${tags} 枚标签 tags, ${reads} 次读取 reads${why && `  ${why}`}`,
  written: (file: string) =>
    `已写入 ${file}；将密钥存为同一文件夹的 gateway.key（chmod 600），核对 id、region、site，然后 gateway --config ${file} · written; put the key beside it as gateway.key (chmod 600), check id, region and site, then start it`,
  gate: '通道门还须写明哪些天线朝内、哪些朝外 · for a gate add which antennas look in and which look out: "gate": {"inner": [3, 4], "outer": [1, 2]}',
  notWritten: (file: string, why: string) => `未写入 ${file} · not written: ${why}`,
};
