/** A certificate that signs itself, for a server on 127.0.0.1 in the hands of a test: written out by X.509 (RFC 5280), so that no key has to lie in the repository. */
import { generateKeyPairSync, sign } from 'node:crypto';

export type Certified = { key: string; cert: string };

const day = 86_400_000;

export function aCertificate(now = Date.now()): Certified {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = der(0x30, der(0x31, der(0x30, der(0x06, bytes('55 04 03')), der(0x0c, Buffer.from('test')))));
  // ecdsa-with-SHA256
  const algorithm = der(0x30, der(0x06, bytes('2A 86 48 CE 3D 04 03 02')));
  const body = der(
    0x30,
    der(0xa0, der(0x02, Buffer.of(2))),
    der(0x02, Buffer.of(1)),
    algorithm,
    name,
    der(0x30, time(now - day), time(now + day)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    // Subject alternative name: the address 127.0.0.1; basic constraints: it may sign, itself.
    der(
      0xa3,
      der(
        0x30,
        extension('55 1D 11', der(0x30, der(0x87, Buffer.of(127, 0, 0, 1)))),
        extension('55 1D 13', der(0x30, der(0x01, Buffer.of(0xff)))),
      ),
    ),
  );
  const signature = sign('sha256', body, privateKey);
  const whole = der(0x30, body, algorithm, der(0x03, Buffer.of(0), signature));
  const lines = whole.toString('base64').match(/.{1,64}/g) ?? [];
  return {
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines.join('\n')}\n-----END CERTIFICATE-----\n`,
  };
}

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex');
const extension = (id: string, value: Buffer) => der(0x30, der(0x06, bytes(id)), der(0x04, value));
const time = (at: number) =>
  der(0x17, Buffer.from(`${new Date(at).toISOString().slice(2, 19).replace(/[-T:]/g, '')}Z`));

function der(tag: number, ...parts: Uint8Array[]): Buffer {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.of(tag, ...size), body]);
}
