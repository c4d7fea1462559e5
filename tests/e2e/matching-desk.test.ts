import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { aSmallStatement, aStatementOf50 } from './support/made-bank.ts';
import { asStaff } from './support/people.ts';

/** The screen where money is matched: by keys alone, and without script. */
const { baseUrl } = startedDemo();
const KEYS_MAX = 60;
/** Keys are faster than postings: what is waited for is all of them. */
const BY_THE_SERVER = { timeout: 60_000 };

test.describe.configure({ timeout: 120_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const statesOf = async (statementId: string) =>
  oneValue<Record<string, number>>(
    `select jsonb_object_agg(state, count) from (select state, count(*) from bank_line_states where statement_id = $1 group by state) s`,
    [statementId],
  );

test('fifty lines of the bank are matched with at most sixty keys', async ({ page, context }) => {
  const { statementId, found, count } = await aStatementOf50();
  expect(count).toBe(50);
  await asStaff(context, 'cash_poster');
  await page.goto(`${baseUrl}/staff/bank/${statementId}/match`);
  await page.waitForLoadState('networkidle');
  let keys = 0;
  const press = async (key: string) => {
    keys += 1;
    await page.keyboard.press(key);
  };
  const row = (no: number) => page.locator(`[data-no="${no}"]`);
  await expect(row(1).locator('[data-main]')).toBeFocused();
  const allKeys = page.getByText('the next line, the line before');
  await page.keyboard.press('Control+/');
  await expect(allKeys).toBeVisible();
  await page.keyboard.press('Control+/');
  await expect(allKeys).toBeHidden();
  const height = (await row(1).boundingBox())!.height;
  for (let no = 1; no <= 43; no += 1) await press('Enter');
  await expect(row(44).getByRole('link', { name: 'Find line 44' })).toBeFocused();
  await expect(page.getByText('43 of 50 explained')).toBeVisible(BY_THE_SERVER);
  expect(Math.abs((await row(1).boundingBox())!.height - height)).toBeLessThan(2);

  for (const no of [44, 45, 46]) {
    await press('c');
    await expect(row(no).getByRole('button', { name: `Book line ${no}` })).toBeFocused();
    await press('Enter');
  }
  await press('p');
  await expect(row(47).getByLabel('Why it waits')).toBeFocused();
  await page.keyboard.type('Ask which site');
  await press('Enter');
  await press('x');
  await expect(row(48).getByRole('button', { name: 'Line 48 is not ours' })).toBeFocused();
  await press('Enter');
  await press('1');
  await press('Enter');
  await page.keyboard.press('s');
  await expect(row(50).getByLabel('Name, numbers or amount')).toBeFocused();
  await page.keyboard.press('Escape');
  await press('f');
  await expect(row(50).getByLabel('Name, numbers or amount')).toBeFocused();
  await page.keyboard.type(found);
  await expect(row(50).getByRole('checkbox', { name: new RegExp(found) })).toBeChecked();
  await press('Enter');

  await expect(page.getByText('49 of 50 explained')).toBeVisible(BY_THE_SERVER);
  await expect(page.getByRole('link', { name: 'See what this statement proves' })).toBeFocused();
  expect(keys, 'keys pressed').toBeLessThanOrEqual(KEYS_MAX);
  expect(await statesOf(statementId)).toEqual({ explained: 49, parked: 1 });

  // What was just done is taken back from where one stands, and all that is exact is done at once.
  await row(1).getByRole('link', { name: /^Undo/ }).focus();
  await page.keyboard.press('u');
  await expect(row(1).getByRole('button', { name: 'Wrong customer line 1' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(row(1).getByRole('button', { name: /^Match/ })).toBeVisible();
  await page.keyboard.press('Shift+A');
  await expect(page.getByRole('button', { name: 'Match one exact line' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText('49 of 50 explained')).toBeVisible(BY_THE_SERVER);
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });
  test('a line is matched, one is parked and taken up, and the place is kept', async ({ page, context }) => {
    const { bankStatement } = await aSmallStatement();
    await asStaff(context, 'cash_poster');
    await page.goto(`${baseUrl}/staff/bank/${bankStatement}/match`);
    await page.getByRole('button', { name: 'Match line 1', exact: true }).click();
    await expect(page).toHaveURL(/at=2$/);
    await expect(page.getByRole('button', { name: 'Match line 2' })).toBeFocused();
    await page.getByRole('button', { name: 'Match line 4' }).click();
    await expect(page.getByRole('alert')).toContainText('Choose what this line pays first.');
    await page.locator('[data-no="5"] summary').click();
    await page.getByRole('link', { name: 'Park line 5' }).click();
    await page.getByLabel('Why it waits').fill('Which account?');
    await page.getByRole('button', { name: 'Park line 5' }).click();
    await expect(page.getByText('“Which account?”')).toBeVisible();
    await page.getByRole('button', { name: 'Take up line 5' }).click();
    await page.getByRole('link', { name: 'Undo line 1' }).click();
    await page.getByRole('button', { name: 'Done too early, nothing was wrong line 1' }).click();
    expect(await statesOf(bankStatement)).toEqual({ open: 5 });
  });
});
