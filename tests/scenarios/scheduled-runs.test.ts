import { beforeAll, describe, expect, it } from 'vitest';
import { addDays } from '#app/kernel/plain-date.ts';
import { keepRecipe, type RecipeInput } from '#app/modules/billing-runs/commands/keep-recipe.server.ts';
import { momentIn } from '#app/platform/clock/clock.server.ts';
import { makePreview } from '#app/workflows/run-billing.server.ts';
import { goOnIfSet, startScheduledRuns } from '#app/workflows/start-scheduled-runs.server.ts';
import { agree, done, perUnit, use } from '#tests/support/billing.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { aCustomer, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const MOMENT = momentIn('Europe/London');
let clerk: Awaited<ReturnType<typeof aColleague>>;

const recipe = (more: Partial<RecipeInput> = {}): RecipeInput => ({
  ...{ name: 'Weekly', cycles: ['weekly'], filter: {}, reviewNeeded: false, every: 'week', dayNo: 1 },
  ...{ cutOffRule: 'day_before', goesOn: false, ...more },
});
const rows = async <Row extends object>(text: string) => (await database.current.owner.pool.query<Row>(text)).rows;
/** The day of every recipe has come. */
const letItCome = () =>
  database.current.owner.pool.query('update run_recipes set next_on = $1 where next_on is not null', [MOMENT.today]);
const run = () => startScheduledRuns({ db: database.current.worker.db as never });

beforeAll(async () => {
  const { owner, staff } = database.current;
  await setUpCompany(owner.db);
  clerk = await aColleague(staff.db, 'billing_clerk');
  const customerId = await aCustomer(staff.db, { name: 'Steady Ltd', email: 'ap@steady.example' });
  const startsOn = addDays(MOMENT.today, -14);
  const { lineIds } = await agree(
    owner,
    customerId,
    [{ cycle: 'weekly', anchorOn: startsOn, startsOn, price: perUnit('42') }],
    { startsOn },
  );
  await use(owner, lineIds[0]!, [{ on: addDays(startsOn, 1), quantity: '10' }]);
});

describe('a recipe with a day', () => {
  it('is previewed on it once, however often the job runs, and waits for a person', async () => {
    const { staff } = database.current;
    await done(staff.db, (tx) => keepRecipe(tx, clerk, recipe(), MOMENT));
    await run();
    expect(await rows('select 1 from billing_runs')).toEqual([]);
    await letItCome();
    await Promise.all([run(), run()]);
    await run();
    const made = await rows<{ id: string; state: string; by: string }>(
      'select id, state, prepared_by_name as by from billing_runs',
    );
    expect(made).toMatchObject([{ state: 'drafting', by: clerk.name }]);
    await makePreview({ db: database.current.worker.db as never }, made[0]!.id);
    await goOnIfSet({ db: database.current.worker.db as never }, made[0]!.id);
    expect(await rows('select state from billing_runs')).toEqual([{ state: 'previewed' }]);
    expect(
      await rows(
        'select r.next_on > d.due_on as later from run_recipes r join run_recipe_days d on d.recipe_id = r.id',
      ),
    ).toEqual([{ later: true }]);
  });

  it('goes on by itself only where it is set so and nothing was found', async () => {
    const { staff, worker } = database.current;
    await done(staff.db, (tx) => keepRecipe(tx, clerk, recipe({ name: 'Alone', goesOn: true }), MOMENT));
    await database.current.owner.pool.query(
      `update run_recipes set next_on = case name when 'Alone' then $1::date else $1::date + 7 end`,
      [MOMENT.today],
    );
    await run();
    const [made] = await rows<{ id: string }>(`select id from billing_runs order by run_no desc limit 1`);
    await makePreview({ db: worker.db as never }, made!.id);
    // A first invoice is worth a look, so it waits.
    await goOnIfSet({ db: worker.db as never }, made!.id);
    expect(await rows(`select state from billing_runs where id = '${made!.id}'`)).toEqual([{ state: 'previewed' }]);
    await database.current.owner.pool.query(`delete from run_findings where run_id = $1`, [made!.id]);
    await goOnIfSet({ db: worker.db as never }, made!.id);
    expect(await rows(`select state, issued_by_name as by from billing_runs where id = '${made!.id}'`)).toEqual([
      { state: 'issuing', by: 'Tallystick' },
    ]);
  });

  it('that needs a review, or has no day, cannot be set to go on', async () => {
    const { staff } = database.current;
    const kept = (more: Partial<RecipeInput>) =>
      done(staff.db, (tx) => keepRecipe(tx, clerk, recipe({ name: 'Other', goesOn: true, ...more }), MOMENT));
    await expect(kept({ reviewNeeded: true })).rejects.toThrow(/waits-for-review/);
    await expect(kept({ every: null, dayNo: null })).rejects.toThrow(/goes-on-without-a-day/);
  });

  it('keeps its days: none twice, none changed, none taken back, and none without a run or a reason', async () => {
    const refused = async (text: string) =>
      database.current.owner.pool.query(text).then(
        () => 'accepted',
        (error: { constraint?: string }) => error.constraint,
      );
    const again = (run: string, why: string) =>
      `insert into run_recipe_days select recipe_id, due_on + ${why === '' ? 0 : 900}, ${run}, unattended, '${why}', started_at from run_recipe_days limit 1`;
    expect(await refused(again('run_id', ''))).toBe('run_recipe_days_pkey');
    expect(await refused(again('run_id', 'closed'))).toBe('run_recipe_days_run_check');
    expect(await refused('update run_recipe_days set unattended = true')).toBe('append_only');
    expect(await refused('delete from run_recipe_days')).toBe('append_only');
    expect(await refused('update run_recipes set review_needed = true where unattended')).toBe(
      'run_recipes_unattended_check',
    );
  });
});
