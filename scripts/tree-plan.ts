import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { OpenDatabase } from './database.ts';
import type { LocalSecrets } from './local-secrets.ts';
import { freePort, isFree } from './ports.ts';
import { StartRefused } from './start-refused.ts';
import type { ChildSpec } from './supervise.ts';

export type TreePorts = { web: number; stripe: number; mail: number };

/** Ports of the demo: the stand-ins take the two after the web's, or others that are remembered, so links stay good. */
export async function chooseDemoPorts(web: number, dataDir: string): Promise<TreePorts> {
  await refuseTakenPort(web);
  const file = path.join(dataDir, 'ports.json');
  const remembered = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Partial<TreePorts>) : {};
  const pick = async (wanted: (number | undefined)[], avoid: number[]): Promise<number> => {
    for (const port of wanted) {
      if (port !== undefined && port < 65536 && !avoid.includes(port) && (await isFree(port))) return port;
    }
    return freePort();
  };
  const stripe = await pick([remembered.stripe, web + 1], [web]);
  const mail = await pick([remembered.mail, web + 2], [web, stripe]);
  writeFileSync(file, JSON.stringify({ stripe, mail }));
  return { web, stripe, mail };
}

/** Refuses in one sentence a port that another program listens on. */
export async function refuseTakenPort(port: number, host = '127.0.0.1'): Promise<void> {
  if (await isFree(port, host)) return;
  throw new StartRefused(`Port ${port} is taken by another program; end that or choose another with PORT.`);
}

/** What the demo's web and worker are told: databases, the stand-ins' addresses and secrets, and nothing of ours. */
export function demoEnvironment(input: {
  dataDir: string;
  ports: TreePorts;
  database: OpenDatabase;
  secrets: LocalSecrets;
}): Record<string, string> {
  const { dataDir, ports, database, secrets } = input;
  return {
    NODE_ENV: 'production',
    TALLYSTICK_MODE: 'demo',
    PORT: String(ports.web),
    TALLYSTICK_BASE_URL: `http://localhost:${ports.web}`,
    TALLYSTICK_DATA: path.resolve(dataDir),
    TALLYSTICK_DB_STAFF_URL: database.staffUrl,
    TALLYSTICK_DB_PORTAL_URL: database.portalUrl,
    TALLYSTICK_DB_WORKER_URL: database.workerUrl,
    ...(database.partnerUrl ? { TALLYSTICK_DB_PARTNER_URL: database.partnerUrl } : {}),
    STRIPE_SECRET_KEY: secrets.stripe.secretKey,
    STRIPE_WEBHOOK_SECRET: secrets.stripe.webhookSecret,
    TALLYSTICK_STRIPE_URL: `http://127.0.0.1:${ports.stripe}`,
    RESEND_API_KEY: secrets.mail.apiKey,
    RESEND_WEBHOOK_SECRET: secrets.mail.webhookSecret,
    RESEND_BASE_URL: `http://127.0.0.1:${ports.mail}`,
  };
}

// What a live process may read: the settings of app/platform/config, without the owner's database login.
const LIVE_SETTINGS = /^(HOST|PORT|STRIPE_|RESEND_|TALLYSTICK_)/;

/** What the live web and worker are told. */
export function liveEnvironment(database: OpenDatabase): Record<string, string> {
  const settings = Object.entries(process.env).filter(([name]) => LIVE_SETTINGS.test(name) && !/_PASSWORD$/.test(name));
  return {
    ...(Object.fromEntries(settings) as Record<string, string>),
    NODE_ENV: 'production',
    TALLYSTICK_MODE: 'live',
    TALLYSTICK_DB_STAFF_URL: database.staffUrl,
    TALLYSTICK_DB_PORTAL_URL: database.portalUrl,
    TALLYSTICK_DB_WORKER_URL: database.workerUrl,
    ...(database.partnerUrl ? { TALLYSTICK_DB_PARTNER_URL: database.partnerUrl } : {}),
  };
}

export function webSpec(env: Record<string, string>): ChildSpec {
  return { name: 'web', file: 'scripts/web.ts', env, ready: 'message' };
}

export function devWebSpec(env: Record<string, string>): ChildSpec {
  const port = Number(env.PORT);
  return {
    name: 'web',
    file: 'node_modules/@react-router/dev/bin.cjs',
    args: ['dev', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
    env: { ...env, NODE_ENV: 'development' },
    ready: { port },
  };
}

export function workerSpec(env: Record<string, string>): ChildSpec {
  return { name: 'worker', file: 'build/worker/worker.server.js', env, ready: 'message' };
}

/** The vendors' stand-ins of the demo: each keeps its state in the data folder and calls our webhooks. */
export function standInSpecs(input: { dataDir: string; ports: TreePorts; secrets: LocalSecrets }): ChildSpec[] {
  const { dataDir, ports, secrets } = input;
  const spec = (
    name: 'stripe' | 'resend',
    port: number,
    keys: { apiKey: string; webhookSecret: string },
  ): ChildSpec => ({
    name: `${name} stand-in`,
    file: `stand-ins/${name}/server.ts`,
    env: {
      PORT: String(port),
      STATE_DIR: path.resolve(dataDir, 'stand-ins', name),
      WEBHOOK_URL: `http://127.0.0.1:${ports.web}/webhooks/${name}`,
      WEBHOOK_SECRET: keys.webhookSecret,
      API_KEY: keys.apiKey,
    },
    ready: { port },
  });
  return [
    spec('stripe', ports.stripe, { apiKey: secrets.stripe.secretKey, webhookSecret: secrets.stripe.webhookSecret }),
    spec('resend', ports.mail, secrets.mail),
  ];
}
