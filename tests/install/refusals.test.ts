import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openFolder, runStart } from '#scripts/started-demo.ts';

let folder: string;
let other: Server;
let takenPort: string;

beforeAll(async () => {
  folder = openFolder('tallystick-refusals-');
  other = createServer();
  await new Promise<void>((resolve) => {
    other.listen(0, '127.0.0.1', resolve);
  });
  takenPort = String((other.address() as { port: number }).port);
});
afterAll(() => {
  other.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Starts with these settings, which must end with 1, and tells what was printed. */
async function refusalOf(settings: Record<string, string>): Promise<string> {
  const run = runStart({ TALLYSTICK_DATA: path.join(folder, 'data'), ...settings });
  const code = await run.ended;
  expect({ code, output: run.output() }).toEqual({ code: 1, output: run.output() });
  return run.output().trim();
}

const ONE_SENTENCE = /^(npm|[A-Z])[^\n]+\.$/;

describe('what is wrong with the machine or the settings is one clear sentence', () => {
  test('a taken port', async () => {
    const said = await refusalOf({ PORT: takenPort });
    expect(said).toMatch(ONE_SENTENCE);
    expect(said).toBe(`Port ${takenPort} is taken by another program; end that or choose another with PORT.`);
  });

  test('a port that is none', async () => {
    expect(await refusalOf({ PORT: 'web' })).toBe('PORT must be a number from 1 to 65535.');
  });

  test('a folder that cannot be written', async () => {
    const file = path.join(folder, 'a-file');
    writeFileSync(file, '');
    const said = await refusalOf({ TALLYSTICK_DATA: path.join(file, 'data') });
    expect(said).toMatch(ONE_SENTENCE);
    expect(said).toContain('cannot be written; choose another with TALLYSTICK_DATA.');
  });

  test('an old npm', async () => {
    const said = await refusalOf({ npm_config_user_agent: 'npm/10.9.2 node/v20.19.0 linux x64 workspaces/false' });
    expect(said).toMatch(ONE_SENTENCE);
    expect(said).toContain('npm 11 or newer is needed and this is npm 10.9.2');
  });

  test('a database folder of an older PostgreSQL', async () => {
    const data = path.join(folder, 'old');
    mkdirSync(path.join(data, 'postgres/pgdata'), { recursive: true });
    writeFileSync(path.join(data, 'postgres/pgdata/PG_VERSION'), '17\n');
    const said = await refusalOf({ TALLYSTICK_DATA: data, PORT: '1' });
    expect(said).toContain('was made by PostgreSQL 17 and this program runs PostgreSQL 18');
    expect(said.split('\n').at(-1)).toMatch(ONE_SENTENCE);
  });

  test('a database server that does not answer', async () => {
    const said = await refusalOf({ DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' });
    expect(said).toContain('The database in DATABASE_URL cannot be used: nothing answers there.');
  });

  test('a vendor key without the rest of a live setup', async () => {
    const said = await refusalOf({ STRIPE_SECRET_KEY: 'sk_live_1' });
    expect(said).toMatch(ONE_SENTENCE);
    expect(said).toContain('say TALLYSTICK_MODE=demo or TALLYSTICK_MODE=live.');
  });

  test('live mode without its settings names each of them', async () => {
    const said = await refusalOf({ TALLYSTICK_MODE: 'live' });
    for (const name of [
      'STRIPE_SECRET_KEY',
      'RESEND_WEBHOOK_SECRET',
      'DATABASE_URL',
      'TALLYSTICK_DB_PORTAL_PASSWORD',
    ]) {
      expect(said).toContain(`${name} is missing`);
    }
  });
});
