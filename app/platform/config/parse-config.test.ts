import { describe, expect, test } from 'vitest';
import { chooseMode, deriveRoleUrl, parseConfig } from './parse-config.ts';

const demo = {
  TALLYSTICK_DB_STAFF_URL: 'postgresql://tallystick_staff:a@127.0.0.1:1/t',
  TALLYSTICK_DB_PORTAL_URL: 'postgresql://tallystick_portal:b@127.0.0.1:1/t',
  TALLYSTICK_DB_WORKER_URL: 'postgresql://tallystick_worker:c@127.0.0.1:1/t',
  STRIPE_SECRET_KEY: 'sk_test_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_new, whsec_old',
  RESEND_API_KEY: 're_demo',
  RESEND_WEBHOOK_SECRET: 'whsec_mail',
};

const live = {
  TALLYSTICK_MODE: 'live',
  TALLYSTICK_BASE_URL: 'https://billing.example.test/',
  TALLYSTICK_MAIL_FROM: 'Billing <billing@example.test>',
  DATABASE_URL: 'postgresql://owner:secret@db.example.test:5432/books',
  TALLYSTICK_DB_STAFF_PASSWORD: 's p',
  TALLYSTICK_DB_PORTAL_PASSWORD: 'p',
  TALLYSTICK_DB_WORKER_PASSWORD: 'w',
  STRIPE_SECRET_KEY: 'sk_live_1',
  STRIPE_WEBHOOK_SECRET: 'whsec_1',
  RESEND_API_KEY: 're_1',
  RESEND_WEBHOOK_SECRET: 'whsec_2',
};

function mistakesOf(environment: Record<string, string | undefined>): string[] {
  const result = parseConfig(environment);
  return result.ok ? [] : result.refusal.mistakes;
}

describe('settings', () => {
  test('the demo is the default and listens on loopback only', () => {
    const result = parseConfig(demo);
    if (!result.ok) throw new Error(result.refusal.mistakes.join());
    expect(result.value).toMatchObject({ mode: 'demo', host: '127.0.0.1', port: 3000, cookieSecure: false });
    expect(result.value.stripe.webhookSecrets).toEqual(['whsec_new', 'whsec_old']);
    expect(result.value.db.ownerUrl).toBeNull();
    expect(mistakesOf({ ...demo, HOST: '0.0.0.0' })).toEqual([expect.stringContaining('this machine only')]);
  });

  test('live mode derives the lesser logins from the owner and serves secure cookies', () => {
    const result = parseConfig(live);
    if (!result.ok) throw new Error(result.refusal.mistakes.join());
    expect(result.value.db.staffUrl).toBe('postgresql://tallystick_staff:s%20p@db.example.test:5432/books');
    expect(result.value).toMatchObject({ host: '0.0.0.0', cookieSecure: true, trustProxy: false });
    expect(result.value.baseUrl).toBe('https://billing.example.test');
    expect(result.value.stripe.apiHost).toBeUndefined();
  });

  test.each(Object.keys(live).filter((name) => name !== 'TALLYSTICK_MODE'))('live mode names a missing %s', (name) => {
    expect(mistakesOf({ ...live, [name]: ' ' }).some((mistake) => mistake.startsWith(`${name} is missing`))).toBe(true);
  });

  test('live mode refuses test keys, stand-ins and plain http', () => {
    const mistakes = mistakesOf({
      ...live,
      STRIPE_SECRET_KEY: 'sk_test_1',
      TALLYSTICK_STRIPE_URL: 'http://127.0.0.1:1',
      RESEND_BASE_URL: 'http://127.0.0.1:2',
      TALLYSTICK_BASE_URL: 'http://billing.example.test',
    });
    expect(mistakes).toHaveLength(4);
  });

  test('the demo refuses a live key', () => {
    expect(mistakesOf({ ...demo, STRIPE_SECRET_KEY: 'sk_live_1' })).toEqual([expect.stringContaining('live key')]);
  });

  test('each mistake is named in a sentence of its own', () => {
    expect(mistakesOf({ ...demo, PORT: 'many', TALLYSTICK_MODE: 'test' })).toEqual([
      'TALLYSTICK_MODE must be demo or live.',
      'PORT must be a number.',
    ]);
    expect(mistakesOf({ ...demo, PORT: '70000' })).toEqual(['PORT must be 65535 or less.']);
    expect(mistakesOf({ ...demo, DATABASE_URL: 'mysql://x' })).toEqual([expect.stringContaining('postgresql://')]);
  });

  test('a derived login keeps host, port, database and options', () => {
    expect(deriveRoleUrl('postgres://o:p@h:5433/d?sslmode=require', { role: 'portal', password: 'x/y' })).toBe(
      'postgres://tallystick_portal:x%2Fy@h:5433/d?sslmode=require',
    );
  });

  test('the mode is never guessed between demo and live', () => {
    const { TALLYSTICK_MODE: _, ...unsaid } = live;
    expect(chooseMode({})).toEqual({ ok: true, value: 'demo' });
    expect(chooseMode({ DATABASE_URL: live.DATABASE_URL })).toEqual({ ok: true, value: 'demo' });
    expect(chooseMode(unsaid)).toEqual({ ok: true, value: 'live' });
    expect(chooseMode({ ...unsaid, TALLYSTICK_MODE: 'demo' })).toEqual({ ok: true, value: 'demo' });
    expect(chooseMode({ STRIPE_SECRET_KEY: 'sk_live_1' }).ok).toBe(false);
    expect(chooseMode({ TALLYSTICK_MODE: 'Live!' }).ok).toBe(false);
  });
});
