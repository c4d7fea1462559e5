import { expect, it } from 'vitest';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aUser, on } from '#tests/support/people.ts';
import { addressBucket, countAttempt } from './commands/count-attempt.server.ts';
import { openSession } from './commands/keep-sessions.server.ts';
import { requestSignInLink } from './commands/request-sign-in-link.server.ts';
import { sweepSignIns } from './commands/sweep-sign-ins.server.ts';

const database = useDatabase();

it('what has ended is forgotten, what is alive stays', async () => {
  const { db } = database.current.staff;
  const userId = await aUser(db, { email: 'person@calder.example' });
  const [old, today] = [on('2026-03-01'), on('2026-04-08')];
  for (const moment of [old, today]) {
    await openSession(
      db,
      { userId, secondFactorAt: moment.now, customerId: null, userAgent: 'test' },
      { side: 'staff', now: moment.now },
    );
    await countAttempt(db, [{ bucket: addressBucket('test', '192.0.2.1'), max: 5 }], moment.now);
    await requestSignInLink(db, { email: 'person@ash.example', address: '192.0.2.1', browserToken: null }, moment);
  }
  await inTransaction(db, (tx) => sweepSignIns(tx, today));
  const left = async (table: 'sessions' | 'sign_in_links' | 'rate_limits') =>
    (await db.selectFrom(table).selectAll().execute()).length;
  expect(await left('sessions')).toBe(1);
  expect(await left('sign_in_links')).toBe(1);
  // Today's three counters: the test's own, and the two of asking for a mail.
  expect(await left('rate_limits')).toBe(3);
});
