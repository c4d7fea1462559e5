import { beforeAll, expect, test } from 'vitest';
import { plainDate } from '#app/kernel/plain-date.ts';
import { useDatabase } from '#tests/support/database.ts';
import { setUpCompany } from '#tests/support/people.ts';
import { monthEndsBefore, takeSnapshots } from './take-snapshots.server.ts';

const database = useDatabase();
beforeAll(() => setUpCompany(database.current.owner.db));

test('month ends before a day, newest first, across years and leap days', () => {
  expect(monthEndsBefore(plainDate('2024-03-31'), 4)).toEqual(['2024-02-29', '2024-01-31', '2023-12-31', '2023-11-30']);
});

test('the worker takes each wanted snapshot once, however often the job runs', async () => {
  const { owner, worker } = database.current;
  const count = async () => (await owner.db.selectFrom('snapshots').select('id').execute()).length;
  await takeSnapshots({ db: worker.db });
  expect(await count()).toBe(13);
  await takeSnapshots({ db: worker.db });
  expect(await count()).toBe(13);
});
