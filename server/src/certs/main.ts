/** npm run changping -- certs: an authority of our own and a certificate for the server, for a network that no public authority knows. */
import { hostname, networkInterfaces } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readSettings } from '../settings.ts';
import { type Made, makeCertificates } from './make.ts';

const usage = `npm run changping -- certs --settings FILE [--host NAME_OR_ADDRESS …]
  Makes an authority of your own and a certificate for this server, good for 397 days; again within the last 60 days, or
  with other hosts, it makes another. Where the settings have "https", into its files; one that you were given stays.
  --host  what people type to reach this server; without it the name and the addresses of this computer`;

process.umask(0o077);
try {
  const { values } = parseArgs({
    options: {
      settings: { type: 'string' },
      host: { type: 'string', multiple: true },
      help: { type: 'boolean' },
    },
    args: process.argv.slice(2).filter((word, at) => at > 0 || word !== 'certs'),
  });
  if (values.help || !values.settings) {
    console.log(usage);
    process.exit(values.help ? 0 : 2);
  }
  certify(resolve(process.env.INIT_CWD ?? '.', values.settings), values.host ?? null);
} catch (error) {
  console.error((error as Error).message);
  process.exit(2);
}

function certify(file: string, hosts: string[] | null): void {
  const settings = readSettings(file);
  const folder = join(settings.data, 'certs');
  const own = { certFile: join(folder, 'server.crt'), keyFile: join(folder, 'server.key') };
  const wrong = hosts?.find(
    (host) => !/^(?:[a-z\d](?:[a-z\d-]*[a-z\d])?(?:\.[a-z\d-]+)*|[\da-f:.]+)$/i.test(host),
  );
  if (wrong !== undefined) throw new Error(`--host ${wrong}: neither a name nor an address`);
  const files = settings.https ?? own;
  const made = makeCertificates({ folder, files, hosts, here, now: Date.now() });
  console.log(sentences(made, files.certFile).join('\n'));
  if (settings.https) {
    console.log('\nA server that runs takes it on SIGHUP, without an interruption.');
    return;
  }
  const path = (name: string) => relative(dirname(file), name).replaceAll('\\', '/');
  const https = { certFile: path(own.certFile), keyFile: path(own.keyFile) };
  console.log(`\nAdd to ${file}:\n  "https": ${JSON.stringify(https)}`);
}

function sentences({ did, hosts, endsAt, authority }: Made, file: string): string[] {
  const until = new Date(endsAt).toISOString().slice(0, 10);
  if (did === 'nothing') return [`${file} is good until ${until}: nothing to do.`];
  return [
    `${file}: ${did}, good until ${until}, for ${hosts.join(', ')}.`,
    ...(authority.isNew ? trust(authority) : []),
  ];
}

/** It is not offered over the network: before a handheld trusts it, nobody there can say whose it is. */
function trust({ file, fingerprint }: Made['authority']): string[] {
  return [
    '',
    `Each computer and handheld has to trust the authority once: copy ${file} onto it by cable or card`,
    'and compare what it shows with this fingerprint (SHA-256):',
    `  ${fingerprint}`,
    '  Android  设置 → 安全 → 加密与凭据 → 安装证书 → CA 证书 (Settings → Security → Install a certificate → CA certificate)',
    '  Windows  certutil -addstore -f Root authority.crt',
    '  Linux    copy into /usr/local/share/ca-certificates, then update-ca-certificates; Chromium: certutil -A -t C,, -n changping -i authority.crt -d sql:$HOME/.pki/nssdb',
    `Keep ${file.replace(/crt$/, 'key')} on this computer alone: whoever has it can pass for this server.`,
  ];
}

/** Not the inner ones of containers and tunnels that come and go: those are asked for by name. */
function here(): string[] {
  return [
    hostname().toLowerCase(),
    ...Object.values(networkInterfaces()).flatMap((each = []) =>
      each.flatMap(({ internal, address, scopeid }) => (internal || scopeid ? [] : address)),
    ),
  ];
}
