import { setTimeout as wait } from 'node:timers/promises';
import { PgBoss } from 'pg-boss';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openSession, sessionCookieName } from '#app/modules/auth/commands/keep-sessions.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { random } from '#scripts/demo/random.ts';
import { readRecord } from '#tests/kills/acknowledgements.ts';
import { BOUNDARIES } from '#tests/kills/boundaries.ts';
import { type Part, SystemUnderKill } from '#tests/kills/system-under-kill.ts';
import { lookAtBooks } from '#tests/kills/what-must-hold.ts';
import { longRun, timeAllowed } from '#tests/support/long-run.ts';
import { aCustomer, aUser, setUpCompany } from '#tests/support/people.ts';
import { runSeed } from '#tests/support/run-seed.ts';

const isLong = Boolean(process.env.TALLYSTICK_LONG);
/** Kills at random moments, besides one or more at each boundary. */
const RANDOM_KILLS = isLong ? 200 : 3;
const ROUNDS_OF_BOUNDARIES = isLong ? 4 : 1;
const LANES = 4;
const REACHED_MS_MAX = 40_000;
const BACK_MS_MAX = 10_000;
const RANDOM_MS_MAX = 400;
const POLL_MS = 10;
const DRAINED_MS_MAX = 120_000;

const system = new SystemUnderKill();
const seed = runSeed();
const rng = random(seed);
const databaseBack: number[] = [];
const serviceBack: number[] = [];
const long = longRun('kills', 'kills', BOUNDARIES.length * ROUNDS_OF_BOUNDARIES + RANDOM_KILLS);

beforeAll(async () => {
  await system.open(async ({ owner }) => {
    await setUpCompany(owner.db);
  });
  const customerIds = await Promise.all(
    // Letters go to one of them; the others have nobody to write to, which is noted instead.
    [{ email: 'accounts@customer.example' }, {}, {}].map((fields) => aCustomer(system.owner.db, fields)),
  );
  const userId = await aUser(system.owner.db, { email: 'admin@people.example', role: 'administrator' });
  await system.owner.db.updateTable('users').set({ totp_confirmed_at: new Date() }).where('id', '=', userId).execute();
  const now = new Date();
  const session = { userId, secondFactorAt: now, customerId: null, userAgent: 'kills' };
  const token = await openSession(system.owner.db, session, { side: 'staff', now });
  const cookie = `${sessionCookieName('staff', false)}=${token}`;
  const { baseUrl, recordFile } = system;
  system.startClient({
    baseUrl,
    cookie,
    customerIds,
    today: momentIn('Europe/London').today,
    lanes: LANES,
    seed,
    recordFile,
  });
}, 120_000);

afterAll(() => system.close(), 60_000);

/** After each kill: what was acknowledged is there, nothing is there twice or by half, and every law holds. */
async function expectWhole(what: string): Promise<void> {
  const found = await lookAtBooks(system.owner, readRecord(system.recordFile));
  expect(found, `${what}, seed ${seed}`).toEqual({ lost: [], doubled: [], halves: [], broken: [] });
}

const acknowledged = () => readRecord(system.recordFile).filter(({ phase }) => phase === 'acknowledged').length;

/** Looks until it is so; stops at once when the client met something that is no kill. */
async function until(what: string, isSo: () => boolean): Promise<void> {
  for (const started = performance.now(); !isSo() && system.clientFault === null; await wait(POLL_MS))
    if (performance.now() - started > REACHED_MS_MAX)
      throw new Error(`${what}: not within ${REACHED_MS_MAX / 1000} s, seed ${seed}; ${system.state()}`);
  expect(system.clientFault).toBeNull();
}

/** The system takes commands again: one more is acknowledged than before. */
async function expectInService(): Promise<void> {
  const before = acknowledged();
  await until('one more command is acknowledged', () => acknowledged() > before);
}

async function killAtRandom(part: Part | 'postmaster'): Promise<void> {
  await wait(rng.int(0, RANDOM_MS_MAX));
  if (part !== 'postmaster') {
    await system.kill(part);
    await expectWhole(`${part} killed at a random moment`);
    return system.start(part);
  }
  const started = performance.now();
  await system.killPostmaster();
  databaseBack.push(performance.now() - started);
  await expectInService();
  serviceBack.push(performance.now() - started);
  await expectWhole('postmaster killed at a random moment');
  expect([system.isRunning('web'), system.isRunning('worker')], 'programs outlive the database').toEqual([true, true]);
}

it.each(Array.from({ length: ROUNDS_OF_BOUNDARIES }, () => BOUNDARIES).flat())(
  'killed $process: $name',
  {
    timeout: 90_000,
  },
  async ({ name, process: part }) => {
    const arm = system.arm(name);
    await until(`${name} is reached`, arm.reached);
    await system.gone(part);
    await expectWhole(name);
    await system.start(part);
    long.done();
  },
);

it(`killed at ${RANDOM_KILLS} random moments`, { timeout: timeAllowed(180_000) }, async () => {
  const parts = ['postmaster', 'web', 'worker'] as const;
  for (let n = 0; n < RANDOM_KILLS; n += 1) {
    await killAtRandom(parts[n % parts.length]!);
    long.done();
  }
  expect(Math.max(...serviceBack), 'milliseconds until commands are taken again').toBeLessThan(BACK_MS_MAX);
});

/** Jobs that a killed worker held are given to the next one when their heartbeat has been silent for long enough. */
async function untilJobsAreDone(): Promise<void> {
  const boss = new PgBoss({
    connectionString: system.database.ownerUrl,
    // A queue is looked at once a minute otherwise, however often it is asked for.
    ...{ schema: 'pgboss', migrate: false, schedule: false, monitorIntervalSeconds: 1 },
  });
  boss.on('error', () => undefined);
  await boss.start();
  const open = async () => {
    // Time is moved, not waited: a live worker renews its jobs every ten seconds, and a retry need not rest here.
    await system.owner.pool.query(`update pgboss.job set heartbeat_on = heartbeat_on - interval '1 hour'
      where state = 'active' and heartbeat_on < now() - interval '12 seconds'`);
    await system.owner.pool.query(
      `update pgboss.job set start_after = now() where state = 'retry' and retry_count < 4`,
    );
    await boss.supervise();
    const { rows } = await system.owner.pool.query(
      `select name, state, count(*)::int as n from pgboss.job where state in ('created', 'retry', 'active')
         and name not like '\\_\\_%' and name <> 'dead-letter' and start_after < now() + interval '1 hour' group by 1, 2`,
    );
    return rows;
  };
  await expect.poll(open, { timeout: DRAINED_MS_MAX, interval: 500 }).toEqual([]);
  await boss.stop({ graceful: false });
}

it('in the end every command is there once, and every letter left once', { timeout: 180_000 }, async () => {
  expect(await system.finishClient()).toBeNull();
  const record = readRecord(system.recordFile);
  const asked = record.filter(({ phase }) => phase === 'intent').length;
  expect(acknowledged()).toBe(asked);
  await untilJobsAreDone();
  await expectWhole('the end');
  const { rows } = await system.owner.pool.query(`select state, count(*)::int as n from messages group by state`);
  expect(
    rows.map(({ state }) => state).filter((state) => !['sent', 'delivered', 'suppressed'].includes(state)),
  ).toEqual([]);
  const { rows: dead } = await system.owner.pool.query(
    `select source_name, data, source_output from pgboss.job where name = 'dead-letter'`,
  );
  expect(dead).toEqual([]);
  const messages = rows.reduce((sum, { state, n }) => sum + (state === 'suppressed' ? 0 : n), 0);
  expect(system.mail.control.mails()).toHaveLength(messages);
  long.finish({
    ...{ commands: asked, messages, differences: 0 },
    databaseBackMsMax: Math.round(Math.max(...databaseBack)),
    serviceBackMsMax: Math.round(Math.max(...serviceBack)),
  });
});
