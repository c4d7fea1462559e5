import { z } from 'zod';
import { ok, type Result, refuse } from '#app/kernel/result.ts';

/** The settings of one process, parsed once from its environment. Secrets are in here: never log it. */
export type Config = {
  mode: 'demo' | 'live';
  /** Address to listen on: loopback in demo, whatever HOST says in live. */
  host: string;
  port: number;
  /** Address people and vendors reach us at; no slash at the end. */
  baseUrl: string;
  dataDir: string;
  filesDir: string;
  db: {
    /** Owner and migration login; null in processes that must not have it (web, worker). */
    ownerUrl: string | null;
    staffUrl: string;
    portalUrl: string;
    workerUrl: string;
    /** The login partners' requests read with; null where no partner is let in. */
    partnerUrl: string | null;
  };
  stripe: {
    secretKey: string;
    /** Newest first; older ones stay valid while a secret is being rotated. */
    webhookSecrets: string[];
    /** The local stand-in; undefined means the vendor itself. */
    apiHost?: { host: string; port: number; protocol: 'http' | 'https' };
  };
  mail: {
    apiKey: string;
    baseUrl?: string;
    webhookSecret: string;
    from: string;
    /** The domain whose mail the service hands over to us; without one replies go to the company's own address. */
    replyDomain?: string;
  };
  /** True only behind a proxy that overwrites the X-Forwarded-* headers. */
  trustProxy: boolean;
  cookieSecure: boolean;
};

/** The environment variables we know; every other one is ignored. */
const text = z.string().trim().min(1).optional();
const environmentShape = z.object({
  TALLYSTICK_MODE: z.enum(['demo', 'live'], { error: 'TALLYSTICK_MODE must be demo or live.' }).default('demo'),
  HOST: text,
  PORT: z.coerce
    .number({ error: 'PORT must be a number.' })
    .int('PORT must be a whole number.')
    .min(1, 'PORT must be 1 or more.')
    .max(65535, 'PORT must be 65535 or less.')
    .default(3000),
  TALLYSTICK_BASE_URL: text,
  TALLYSTICK_DATA: text.default('.data'),
  TALLYSTICK_FILES: text,
  DATABASE_URL: text,
  TALLYSTICK_DB_STAFF_URL: text,
  TALLYSTICK_DB_PORTAL_URL: text,
  TALLYSTICK_DB_WORKER_URL: text,
  TALLYSTICK_DB_PARTNER_URL: text,
  TALLYSTICK_DB_STAFF_PASSWORD: text,
  TALLYSTICK_DB_PORTAL_PASSWORD: text,
  TALLYSTICK_DB_WORKER_PASSWORD: text,
  TALLYSTICK_DB_PARTNER_PASSWORD: text,
  STRIPE_SECRET_KEY: text,
  STRIPE_WEBHOOK_SECRET: text,
  TALLYSTICK_STRIPE_URL: text,
  RESEND_API_KEY: text,
  RESEND_WEBHOOK_SECRET: text,
  RESEND_BASE_URL: text,
  TALLYSTICK_MAIL_FROM: text,
  TALLYSTICK_REPLY_DOMAIN: text,
  TALLYSTICK_TRUST_PROXY: z
    .enum(['0', '1', 'true', 'false'], { error: 'TALLYSTICK_TRUST_PROXY must be 1 or 0.' })
    .default('0'),
});

type Environment = z.infer<typeof environmentShape>;
export type ConfigRefusal = { code: 'settings-wrong'; mistakes: string[] };

/**
 * Parses the settings of a process that serves people or runs jobs. Refuses with one sentence for each mistake; an
 * empty variable counts as absent. In live mode nothing is defaulted that a vendor or a customer would notice.
 */
export function parseConfig(environment: Record<string, string | undefined>): Result<Config, ConfigRefusal> {
  const filled = Object.fromEntries(Object.entries(environment).filter(([, value]) => value?.trim()));
  const parsed = environmentShape.safeParse(filled);
  if (!parsed.success) {
    return refuse({ code: 'settings-wrong', mistakes: parsed.error.issues.map((issue) => issue.message) });
  }
  const env = parsed.data;
  const mistakes = [
    ...missing(env),
    ...malformed(env),
    ...(env.TALLYSTICK_MODE === 'live' ? unfitForLive(env) : unfitForDemo(env)),
  ];
  if (mistakes.length > 0) return refuse({ code: 'settings-wrong', mistakes });
  return ok(configOf(env));
}

const vendorKeys = {
  STRIPE_SECRET_KEY: "Stripe's secret key",
  STRIPE_WEBHOOK_SECRET: "the signing secret of Stripe's webhook",
  RESEND_API_KEY: "Resend's key",
  RESEND_WEBHOOK_SECRET: "the signing secret of Resend's webhook",
} as const;

function missing(env: Environment): string[] {
  const live = env.TALLYSTICK_MODE === 'live';
  const wanted: Partial<Record<keyof Environment, string>> = {
    ...vendorKeys,
    ...(live
      ? { TALLYSTICK_BASE_URL: 'the https address customers reach', TALLYSTICK_MAIL_FROM: 'the sender of e-mail' }
      : {}),
  };
  const mistakes = Object.entries(wanted)
    .filter(([name]) => env[name as keyof Environment] === undefined)
    .map(([name, meaning]) => `${name} is missing: ${meaning}${hint(live)}.`);
  for (const role of ['STAFF', 'PORTAL', 'WORKER'] as const) {
    if (env[`TALLYSTICK_DB_${role}_URL`]) continue;
    if (env.DATABASE_URL && env[`TALLYSTICK_DB_${role}_PASSWORD`]) continue;
    mistakes.push(
      env.DATABASE_URL || live
        ? `TALLYSTICK_DB_${role}_PASSWORD is missing: the password of the database login tallystick_${role.toLowerCase()}.`
        : `TALLYSTICK_DB_${role}_URL is missing${hint(live)}.`,
    );
  }
  if (live && !env.DATABASE_URL && !env.TALLYSTICK_DB_STAFF_URL) {
    mistakes.push('DATABASE_URL is missing: the PostgreSQL server that holds the live books.');
  }
  return mistakes;
}

const hint = (live: boolean) => (live ? '' : ' ("npm start" sets it for the demo)');

function malformed(env: Environment): string[] {
  const mistakes: string[] = [];
  for (const name of ['TALLYSTICK_BASE_URL', 'TALLYSTICK_STRIPE_URL', 'RESEND_BASE_URL'] as const) {
    if (env[name] && !isUrl(env[name], ['http:', 'https:'])) mistakes.push(`${name} must be an http or https address.`);
  }
  if (env.TALLYSTICK_REPLY_DOMAIN && !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/i.test(env.TALLYSTICK_REPLY_DOMAIN))
    mistakes.push('TALLYSTICK_REPLY_DOMAIN must be a domain like replies.example.com.');
  for (const name of ['DATABASE_URL', ...roleUrls] as const) {
    if (env[name] && !isUrl(env[name], ['postgresql:', 'postgres:'])) {
      mistakes.push(`${name} must be an address like postgresql://user:password@host:5432/database.`);
    }
  }
  return mistakes;
}

const roleUrls = ['TALLYSTICK_DB_STAFF_URL', 'TALLYSTICK_DB_PORTAL_URL', 'TALLYSTICK_DB_WORKER_URL'] as const;

// What would move real money with pretend keys, or pretend money with real customers.
function unfitForLive(env: Environment): string[] {
  const mistakes: string[] = [];
  if (env.STRIPE_SECRET_KEY && !/^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY)) {
    mistakes.push('STRIPE_SECRET_KEY is a test key; live mode wants one that begins with sk_live_ or rk_live_.');
  }
  if (env.RESEND_API_KEY && !/^re_(?!demo|test)/.test(env.RESEND_API_KEY)) {
    mistakes.push('RESEND_API_KEY is not a key of a Resend account; it begins with re_.');
  }
  for (const name of ['STRIPE_WEBHOOK_SECRET', 'RESEND_WEBHOOK_SECRET'] as const) {
    if (env[name] && !env[name].split(',').every((secret) => secret.trim().startsWith('whsec_'))) {
      mistakes.push(`${name} must begin with whsec_.`);
    }
  }
  if (env.TALLYSTICK_STRIPE_URL) mistakes.push('TALLYSTICK_STRIPE_URL points to a stand-in; live mode refuses it.');
  if (env.RESEND_BASE_URL) mistakes.push('RESEND_BASE_URL points to a stand-in; live mode refuses it.');
  if (env.TALLYSTICK_BASE_URL?.startsWith('http:')) mistakes.push('TALLYSTICK_BASE_URL must be https in live mode.');
  return mistakes;
}

function unfitForDemo(env: Environment): string[] {
  const mistakes: string[] = [];
  if (env.HOST && !['127.0.0.1', '::1', 'localhost'].includes(env.HOST)) {
    mistakes.push(`HOST is ${env.HOST}, but the demo listens on this machine only; leave HOST out or set 127.0.0.1.`);
  }
  if (env.STRIPE_SECRET_KEY && /^(sk|rk)_live_/.test(env.STRIPE_SECRET_KEY)) {
    mistakes.push('STRIPE_SECRET_KEY is a live key; the demo refuses it so that no real money moves.');
  }
  return mistakes;
}

function isUrl(value: string, protocols: string[]): boolean {
  return URL.canParse(value) && protocols.includes(new URL(value).protocol);
}

function configOf(env: Environment): Config {
  const live = env.TALLYSTICK_MODE === 'live';
  const base = env.TALLYSTICK_BASE_URL ?? `http://localhost:${env.PORT}`;
  const standIn = env.TALLYSTICK_STRIPE_URL ? new URL(env.TALLYSTICK_STRIPE_URL) : null;
  return {
    mode: env.TALLYSTICK_MODE,
    host: env.HOST ?? (live ? '0.0.0.0' : '127.0.0.1'),
    port: env.PORT,
    baseUrl: base.replace(/\/+$/, ''),
    dataDir: env.TALLYSTICK_DATA,
    filesDir: env.TALLYSTICK_FILES ?? `${env.TALLYSTICK_DATA}/files`,
    db: {
      ownerUrl: env.DATABASE_URL ?? null,
      staffUrl: roleUrl(env, 'STAFF'),
      portalUrl: roleUrl(env, 'PORTAL'),
      workerUrl: roleUrl(env, 'WORKER'),
      partnerUrl: partnerUrl(env),
    },
    stripe: {
      secretKey: env.STRIPE_SECRET_KEY ?? '',
      webhookSecrets: (env.STRIPE_WEBHOOK_SECRET ?? '').split(',').map((secret) => secret.trim()),
      ...(standIn ? { apiHost: apiHostOf(standIn) } : {}),
    },
    mail: {
      apiKey: env.RESEND_API_KEY ?? '',
      ...(env.RESEND_BASE_URL ? { baseUrl: env.RESEND_BASE_URL } : {}),
      webhookSecret: env.RESEND_WEBHOOK_SECRET ?? '',
      from: env.TALLYSTICK_MAIL_FROM ?? 'Tallystick demo <billing@tallystick.example>',
      ...replyDomainOf(env),
    },
    trustProxy: ['1', 'true'].includes(env.TALLYSTICK_TRUST_PROXY),
    cookieSecure: base.startsWith('https:'),
  };
}

const DEMO_REPLY_DOMAIN = 'replies.tallystick.example';

/** In the demo replies come back by themselves; live they do where a domain was set up for it. */
function replyDomainOf(env: Environment): { replyDomain?: string } {
  const domain = env.TALLYSTICK_REPLY_DOMAIN ?? (env.TALLYSTICK_MODE === 'demo' ? DEMO_REPLY_DOMAIN : undefined);
  return domain === undefined ? {} : { replyDomain: domain.toLowerCase() };
}

function apiHostOf(url: URL): { host: string; port: number; protocol: 'http' | 'https' } {
  const protocol = url.protocol === 'https:' ? 'https' : 'http';
  return { host: url.hostname, port: Number(url.port) || (protocol === 'https' ? 443 : 80), protocol };
}

function roleUrl(env: Environment, role: 'STAFF' | 'PORTAL' | 'WORKER'): string {
  const given = env[`TALLYSTICK_DB_${role}_URL`];
  if (given) return given;
  return deriveRoleUrl(env.DATABASE_URL ?? '', {
    role: role.toLowerCase() as RoleName,
    password: env[`TALLYSTICK_DB_${role}_PASSWORD`] ?? '',
  });
}

// Partners are let in only where their login has an address or a password.
const partnerUrl = (env: Environment): string | null => {
  if (env.TALLYSTICK_DB_PARTNER_URL) return env.TALLYSTICK_DB_PARTNER_URL;
  const password = env.TALLYSTICK_DB_PARTNER_PASSWORD;
  return env.DATABASE_URL && password ? deriveRoleUrl(env.DATABASE_URL, { role: 'partner', password }) : null;
};

export type RoleName = 'staff' | 'portal' | 'worker' | 'partner';

/** The owner's database address with the login of one of the lesser roles (tallystick_staff, _portal, _worker, _partner). */
export function deriveRoleUrl(ownerUrl: string, { role, password }: { role: RoleName; password: string }): string {
  const url = new URL(ownerUrl);
  url.username = `tallystick_${role}`;
  url.password = password;
  return url.href;
}

/**
 * Demo or live, for the program that starts the others. Said by TALLYSTICK_MODE; unsaid, it is live when both vendors'
 * keys and DATABASE_URL are there and demo when neither vendor's key is. Refuses the half-way case, where a guess would
 * either move real money or quietly not.
 */
export function chooseMode(
  environment: Record<string, string | undefined>,
): Result<'demo' | 'live', { code: 'mode-unclear'; sentence: string }> {
  const has = (name: string) => Boolean(environment[name]?.trim());
  const said = environment.TALLYSTICK_MODE?.trim();
  if (said === 'demo' || said === 'live') return ok(said);
  if (said) return refuse({ code: 'mode-unclear', sentence: 'TALLYSTICK_MODE must be demo or live.' });
  const keys = ['STRIPE_SECRET_KEY', 'RESEND_API_KEY'].filter(has);
  if (keys.length === 0) return ok('demo');
  if (keys.length === 2 && has('DATABASE_URL')) return ok('live');
  const sentence = `${keys.join(' and ')} set without the rest of a live setup; say TALLYSTICK_MODE=demo or TALLYSTICK_MODE=live.`;
  return refuse({ code: 'mode-unclear', sentence });
}
