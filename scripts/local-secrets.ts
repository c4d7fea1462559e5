import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** A sign-in of the demo's staff. The TOTP secret is base32, as authenticator apps take it. */
export type DemoSignIn = { email: string; name: string; role: StaffRole; password: string; totpSecret: string };
type StaffRole =
  | 'billing_clerk'
  | 'cash_poster'
  | 'resolver'
  | 'collector'
  | 'manager'
  | 'controller'
  | 'auditor'
  | 'administrator'
  | 'partner';

/** Made at random once for each data folder and kept there, readable by its owner only. */
export type LocalSecrets = {
  db: { staff: string; portal: string; worker: string; partner?: string | undefined };
  stripe: { secretKey: string; webhookSecret: string };
  mail: { apiKey: string; webhookSecret: string };
  signIns: DemoSignIn[];
};

const DEMO_STAFF: Pick<DemoSignIn, 'email' | 'name' | 'role'>[] = [
  { email: 'admin@tallystick.example', name: 'Ada Keller', role: 'administrator' },
  { email: 'clerk@tallystick.example', name: 'Bela Ortiz', role: 'billing_clerk' },
  { email: 'cash@tallystick.example', name: 'Chidi Maas', role: 'cash_poster' },
  { email: 'collector@tallystick.example', name: 'Dana Lind', role: 'collector' },
  { email: 'manager@tallystick.example', name: 'Emre Novak', role: 'manager' },
  { email: 'resolver@tallystick.example', name: 'Hana Ferro', role: 'resolver' },
  { email: 'controller@tallystick.example', name: 'Gita Sorel', role: 'controller' },
  { email: 'partner@tallystick.example', name: 'Ivo Palmer', role: 'partner' },
  { email: 'auditor@tallystick.example', name: 'Farah Quist', role: 'auditor' },
];

/** Reads the secrets of a data folder; makes them on the first call. */
export function localSecrets(dataDir: string): LocalSecrets {
  const file = path.join(dataDir, 'secrets.json');
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as LocalSecrets;
  const secrets = makeSecrets();
  writeFileSync(`${file}.new`, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
  return secrets;
}

function makeSecrets(): LocalSecrets {
  return {
    db: { staff: token(18), portal: token(18), worker: token(18), partner: token(18) },
    stripe: { secretKey: `sk_test_${token(18)}`, webhookSecret: `whsec_${token(24)}` },
    mail: { apiKey: `re_demo_${token(12)}`, webhookSecret: `whsec_${randomBytes(24).toString('base64')}` },
    signIns: DEMO_STAFF.map((person) => ({ ...person, password: readablePassword(), totpSecret: base32(20) })),
  };
}

const token = (bytes: number) => randomBytes(bytes).toString('hex');

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const base32 = (length: number) => [...randomBytes(length)].map((byte) => BASE32[byte % 32]).join('');

// Five groups of three letters and digits that are not taken for one another: 70 bits, and typed without mistakes.
const READABLE = 'abcdefghijkmnpqrstuvwxyz23456789';
const readablePassword = () =>
  Array.from({ length: 5 }, () => [...randomBytes(3)].map((byte) => READABLE[byte % READABLE.length]).join('')).join(
    '-',
  );
