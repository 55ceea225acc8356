/** Certificates of people as their second factor: real handshakes, with certificates that OpenSSL made. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type RequestOptions, request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Answer } from '@changping/contracts/http';
import type { Command, CommandAnswer, CommandBody } from '@changping/contracts/http-commands';
import { makeCertificates } from '@changping/server/certs/make';
import { totpOf } from '@changping/server/store/secrets';
import { afterAll, expect, it, onTestFinished } from 'vitest';
import { openServer, type TestServer } from './server.ts';

const folder = mkdtempSync(join(tmpdir(), 'changping-person-'));
afterAll(() => rmSync(folder, { recursive: true }));
const openssl = (...words: string[]) => execFileSync('openssl', words, { cwd: folder, stdio: 'pipe' });
const ec = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];

function anAuthority(name: string): void {
  const basic = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', 'keyUsage=critical,keyCertSign'];
  openssl(
    'req',
    '-x509',
    ...ec,
    '-keyout',
    `${name}.key`,
    '-out',
    `${name}.crt`,
    '-subj',
    `/CN=${name}`,
    ...basic,
  );
}
type Card = { cert: string; key: string };
/** @param begins, ends as YYMMDDHHMMSSZ, where it is not of now. */
function aCard(
  name: string,
  authority: string,
  more: string[] = ['-days', '90'],
  usage = 'clientAuth',
): Card {
  openssl('req', '-new', ...ec, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
  writeFileSync(join(folder, 'card.ext'), `basicConstraints=CA:FALSE\nextendedKeyUsage=${usage}\n`);
  const by = ['-CA', `${authority}.crt`, '-CAkey', `${authority}.key`, '-CAcreateserial'];
  openssl(
    'x509',
    '-req',
    '-in',
    `${name}.csr`,
    ...by,
    '-out',
    `${name}.crt`,
    '-extfile',
    'card.ext',
    ...more,
  );
  const read = (file: string) => readFileSync(join(folder, file), 'utf8');
  return { cert: read(`${name}.crt`), key: read(`${name}.key`) };
}

const long = (name: string) => `夜里的风吹过六盘山，早上的雪落满固原城 ${name.length}`;
type Reply<C extends Command> = { status: number; code: string | undefined; body: CommandAnswer<C> };

/** Somebody at a browser that shows this card, or none, in every handshake. */
function aBrowser(server: TestServer, card: Card | null = null, more: RequestOptions = {}) {
  const keeps: Record<string, string> = {};
  const send = (method: string, path: string, body: object | null) =>
    new Promise<{ status: number; body: unknown }>((done, fail) => {
      const headers = { 'content-type': 'application/json', ...keeps };
      const tls = {
        ca: readFileSync(join(folder, 'own', 'authority.crt')),
        servername: 'localhost',
        ...card,
      };
      const at = { host: '127.0.0.1', port: server.port, path, method, headers, agent: false } as const;
      request({ ...at, ...tls, ...more }, async (answer) => {
        let text = '';
        for await (const chunk of answer) text += chunk;
        const cookie = answer.headers['set-cookie']?.[0]?.split(';')[0];
        if (cookie) keeps.cookie = cookie;
        const told = JSON.parse(text) as { csrf?: string };
        if (told.csrf) keeps['x-csrf'] = told.csrf;
        done({ status: answer.statusCode ?? 0, body: told });
      })
        .on('error', fail)
        .end(body ? JSON.stringify(body) : undefined);
    });
  return {
    async post<C extends Command>(command: C, asked: CommandBody<C>): Promise<Reply<C>> {
      const { status, body } = await send('POST', command, asked);
      const code = (body as { fault?: { code: string } }).fault?.code;
      return { status, code, body: body as CommandAnswer<C> };
    },
    get: (path: string) => send('GET', path, null),
  };
}

it('takes the certificate bound to an account for its second factor, and no other: of another person, of a stranger’s authority, one that is over or not for people', async () => {
  for (const name of ['police', 'rogue']) anAuthority(name);
  const own = join(folder, 'own');
  const files = { certFile: join(own, 'server.crt'), keyFile: join(own, 'server.key') };
  makeCertificates({ folder: own, files, hosts: null, here: () => [], now: Date.now() });
  const https = { ...files, clientAuthorityFile: join(folder, 'police.crt') };
  const server = await openServer({ samples: false, https });
  onTestFinished(() => server.close());
  const audits = () =>
    server.rows<{ account: string; object: string; result: string; after: string }>(
      "select account, object, result, after from audit where action = 'account.certificate' order by key",
    );

  const settle = async (role: string, name: string) => {
    const code = server.house.codes.find((each) => each.role === role)?.code as string;
    const browser = aBrowser(server);
    const { body } = await browser.post('/api/set-up', { code, name, display: name, password: long(name) });
    const { secret } = (await browser.post('/api/second-factor', { password: long(name) })).body;
    const phone = totpOf(secret ?? '', Math.floor(Date.now() / 30_000));
    expect((await browser.post('/api/second-factor', { password: long(name), code: phone })).status).toBe(
      200,
    );
    return { browser, id: body.id };
  };
  const system = await settle('systemAdmin', 'wang');
  const security = await settle('securityAdmin', 'li');
  const audit = await settle('auditAdmin', 'zhao');
  const card = aCard('wang-card', 'police');
  const other = aCard('zhao-card', 'police');
  const bind = (certificate: string | null, id = system.id, by = security.browser) =>
    by.post('/api/people/certificate', { id, certificate });

  expect((await bind(card.cert, audit.id, system.browser)).code).toBe('rightMissing');
  expect((await bind(card.cert, security.id)).code, 'nobody to himself').toBe('samePerson');
  for (const wrong of ['', 'x', card.key, readFileSync(https.clientAuthorityFile, 'utf8')])
    expect((await bind(wrong)).code).toBe('certificateBroken');
  /** What waits of an account is confirmed, or not, as this one sees it. */
  const settleIt = async (by: ReturnType<typeof aBrowser>, id: string, yes = true) => {
    const { items } = (await by.get('/api/people')).body as Answer<'/api/people'>;
    const waits = items.find((one) => one.id === id)?.waits;
    return {
      mayConfirm: waits?.mayConfirm,
      ...(await by.post('/api/people/confirm', { id, asked: waits?.at ?? 0, yes })),
    };
  };
  expect((await bind(card.cert)).status).toBe(200);
  expect((await system.browser.get('/api/me')).status, 'nothing holds yet').toBe(200);
  expect(await settleIt(security.browser, system.id)).toMatchObject({
    mayConfirm: false,
    code: 'secondAdministrator',
  });
  expect(await settleIt(system.browser, system.id), 'the holder').toMatchObject({
    mayConfirm: true,
    status: 200,
  });
  expect((await system.browser.get('/api/me')).status, 'its sessions end').toBe(401);
  expect((await bind(card.cert, audit.id)).code).toBe('certificateTaken');
  expect((await bind(other.cert, audit.id)).status).toBe(200);
  expect(await settleIt(audit.browser, audit.id, false), 'he did not ask for it').toMatchObject({
    status: 200,
  });
  expect((await settleIt(audit.browser, audit.id)).code, 'it has fallen').toBe('nothingWaits');
  expect((await bind(other.cert, audit.id)).status).toBe(200);
  expect((await settleIt(audit.browser, audit.id)).status).toBe(200);
  expect(audits().map(({ account, object, result }) => `${account} ${object} ${result}`)).toEqual([
    'wang zhao rightMissing',
    'li li samePerson',
    ...Array(4).fill('li wang certificateBroken'),
    'li wang ok',
    'li zhao certificateTaken',
    'li zhao ok',
    'li zhao ok',
  ]);
  const bound = { fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/), subject: 'CN=wang-card' };
  expect(JSON.parse(audits()[6]?.after ?? '')).toMatchObject({ waits: { certificate: bound } });
  const [confirmed] = server.rows<{ account: string; after: string }>(
    "select account, after from audit where action = 'account.confirm' and result = 'ok' order by key",
  );
  expect([confirmed?.account, JSON.parse(confirmed?.after ?? '')]).toMatchObject([
    'wang',
    { by: 'li', ...bound },
  ]);

  const come = { name: 'wang', password: long('wang') };
  for (const version of ['TLSv1.2', 'TLSv1.3'] as const) {
    const browser = aBrowser(server, card, { maxVersion: version });
    expect((await browser.post('/api/session', { ...come, password: 'x' })).code).toBe('loginWrong');
    const { status, body } = await browser.post('/api/session', come);
    expect([status, body.needsSecondFactor], version).toEqual([200, false]);
    expect((await browser.get('/api/people')).status).toBe(200);
  }
  const rogue = aCard('wang-card', 'rogue');
  const over = aCard('wang-over', 'police', ['-days', '-1']);
  const machine = aCard('wang-machine', 'police', ['-days', '90'], 'serverAuth');
  for (const [who, shown] of [
    ['nobody', null],
    ['another person', other],
    ['a stranger’s authority', rogue],
    ['one that is over', over],
    ['one of a machine', machine],
  ] as const)
    expect((await aBrowser(server, shown).post('/api/session', come)).code, who).toBe('secondFactorNeeded');
  await expect(aBrowser(server, { ...card, key: other.key }).post('/api/session', come)).rejects.toThrow();
  expect((await bind(over.cert)).code).toBe('certificateBroken');

  // Who has nothing else is told what is missing, and who lost it begins with a phone again.
  server.db.raw.exec("update account set totp = null where name = 'wang'");
  expect((await aBrowser(server).post('/api/session', come)).code).toBe('certificateNeeded');
  expect((await aBrowser(server, other).post('/api/session', come)).code).toBe('certificateNeeded');
  server.renew();
  expect((await aBrowser(server, card).post('/api/session', come)).status, 'after a renewal too').toBe(200);
  // One who keeps the passwords and the certificates comes in as nobody else by himself: not by taking the card away either.
  expect((await bind(null)).status).toBe(200);
  expect((await aBrowser(server).post('/api/session', come)).code, 'alone').toBe('certificateNeeded');
  const his = aCard('li-card', 'police');
  expect((await bind(his.cert)).status).toBe(200);
  expect((await aBrowser(server, his).post('/api/session', come)).code, 'alone').toBe('certificateNeeded');
  expect((await bind(null)).status, 'in the place of that').toBe(200);
  const third = aBrowser(server, other);
  expect((await third.post('/api/session', { name: 'zhao', password: long('zhao') })).status).toBe(200);
  expect(await settleIt(third, system.id), 'one of another kind').toMatchObject({
    mayConfirm: true,
    status: 200,
  });
  const bare = await aBrowser(server, card).post('/api/session', come);
  expect([bare.status, bare.body.needsSecondFactor]).toEqual([200, true]);
  expect(server.failed).toEqual([]);
  expect(server.unsound()).toEqual([]);
}, 120_000);

it('says of a server that asks nobody for certificates that it does not, and refuses to start with an authority that is none', async () => {
  const own = join(folder, 'own');
  const https = { certFile: join(own, 'server.crt'), keyFile: join(own, 'server.key') };
  for (const [file, why] of [
    ['server.crt', 'must hold certificates of authorities'],
    ['server.key', 'must hold certificates of authorities'],
    ['nothing.crt', 'no such file'],
  ] as const)
    await expect(openServer({ https: { ...https, clientAuthorityFile: join(own, file) } })).rejects.toThrow(
      why,
    );
  const server = await openServer({ https });
  onTestFinished(() => server.close());
  const browser = aBrowser(server);
  expect((await browser.post('/api/session/sample', { name: 'security' })).status).toBe(200);
  const { body } = await browser.get('/api/people');
  const { id } = (body as { items: { id: string; name: string }[] }).items.find(
    ({ name }) => name === 'system',
  ) ?? { id: '' };
  const certificate = readFileSync(join(folder, 'wang-card.crt'), 'utf8');
  expect((await browser.post('/api/people/certificate', { id, certificate })).code).toBe(
    'certificateUnasked',
  );
});
