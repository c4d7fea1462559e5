import { rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addDays, type PlainDate } from '#app/kernel/plain-date.ts';
import { startedDemo } from '#tests/support/started-demo.ts';
import { checkInvariants, expect, test } from './support/browser.ts';
import { oneValue } from './support/demo-database.ts';
import { keyboardOf } from './support/keyboard.ts';
import { aNewCustomer } from './support/made-things.ts';
import { asPortal, asStaff } from './support/people.ts';

/** Settings of the company, and what customers ask about themselves, from end to end. */
const { baseUrl } = startedDemo();

test.describe.configure({ timeout: 90_000 });
test.use({ actionTimeout: 15_000 });
test.afterAll(checkInvariants);

const today = () => oneValue<PlainDate>('select company_day(now())');

test('an address is planned by keys, looked at, saved, and taken back', async ({ page, context }) => {
  await asStaff(context, 'administrator');
  const keys = keyboardOf(page);
  await keys.open(`${baseUrl}/staff/settings`);
  await keys.follow('link', 'Name and address');
  await expect(page.getByRole('heading', { level: 1, name: 'Name and address' })).toBeVisible();
  const before = await page.getByLabel('Registered name').inputValue();
  await keys.fill('Registered name', 'Calder Materials plc');
  const fromOn = addDays(await today(), 40);
  await keys.reach(page.getByLabel('From', { exact: true }));
  await page.getByLabel('From', { exact: true }).fill(fromOn);
  await keys.follow('button', 'Show what it changes');
  const effect = page.getByRole('region', { name: 'What this changes' });
  await expect(effect.getByText('Calder Materials plc').first()).toBeVisible();
  await expect(effect.getByText(before).first()).toBeVisible();
  const versions = () =>
    oneValue<bigint>(`select count(*) from company_versions where value ->> 'legalName' = 'Calder Materials plc'`);
  expect(await versions()).toBe(0n);
  await keys.follow('button', 'Save this change');
  await expect(page.getByRole('status').filter({ hasText: 'Saved. It holds from' })).toBeVisible();
  expect(await versions()).toBe(1n);
  await keys.follow('button', /^Take back/);
  await expect(page.getByRole('status').filter({ hasText: 'Taken back' })).toBeVisible();
  await expect(page.getByText(/^Taken back by/)).toBeVisible();
});

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a logo of the wrong kind is named, a light colour gets a darker one offered, and a good look is previewed and saved', async ({
    page,
    context,
  }) => {
    await asStaff(context, 'administrator');
    await page.goto(`${baseUrl}/staff/settings/company/branding`);
    const send = (name: string, text: string) =>
      page.locator('input[type=file]').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from(text) });
    const show = () => page.getByRole('button', { name: 'Show what it changes' }).click();
    await send('logo.png', '%PDF-1.7 a letter');
    await show();
    await expect(page.getByText(/This is a PDF, whatever its name says/).first()).toBeVisible();
    await send('logo.svg', '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><script>alert(1)</script></svg>');
    await show();
    await expect(page.getByText(/The SVG holds a script/).first()).toBeVisible();
    await send('logo.png', 'x'.repeat(1024 * 1024 + 100_000));
    await show();
    await expect(page.getByText(/larger than 1 MB/).first()).toBeVisible();
    const large = path.join(tmpdir(), `logo-${process.pid}.png`);
    await writeFile(large, '');
    await truncate(large, 100 * 1024 * 1024);
    await page.locator('input[type=file]').setInputFiles(large);
    await show();
    await expect(page.getByText(/larger than 1 MB/).first()).toBeVisible();
    await expect(page.locator('input[type=file]')).toHaveAttribute('aria-invalid', 'true');
    await rm(large);
    await send(
      'logo.svg',
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0h9v3z" fill="#7a1f1f"/></svg>',
    );
    await page.getByLabel('Colour').fill('#ffcc00');
    await show();
    await expect(page.getByText(/The nearest that can be read is #8e7200/).first()).toBeVisible();
    await page.getByLabel('Colour').fill('#7a1f1f');
    await show();
    await expect(page.getByRole('img', { name: /with its logo/ })).toBeVisible();
    await expect(page.getByRole('button', { name: 'Open a sample invoice (PDF)' })).toBeVisible();
    await page.getByRole('button', { name: 'Save this change' }).click();
    await expect(page.getByRole('status').filter({ hasText: 'Saved. It holds from' })).toBeVisible();
  });

  test('a customer asks for another address; a colleague grants it; the customer reads that it changed', async ({
    page,
    context,
  }) => {
    const { payer, customerId } = await aNewCustomer('Moves house');
    await asPortal(context, payer);
    await page.goto(`${baseUrl}/details`);
    // With the wide logo saved above, name and menu still have their room on a phone.
    const { width, height } = page.viewportSize()!;
    await page.setViewportSize({ width: 320, height });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(320);
    await page.setViewportSize({ width, height });
    await page.getByLabel('Address').fill('9 Quay Street\nHull');
    await page.getByRole('button', { name: 'Ask for this change' }).click();
    await expect(page.getByText('Waits for us')).toBeVisible();
    const address = () => oneValue<string[]>('select address_lines from customers where id = $1', [customerId]);
    expect(await address()).not.toEqual(['9 Quay Street', 'Hull']);
    await asStaff(context, 'manager');
    await page.goto(`${baseUrl}/staff/customer-requests`);
    await page
      .getByRole('region', { name: /Moves house/ })
      .getByRole('button', { name: /^Grant/ })
      .click();
    await expect(page.getByRole('status').filter({ hasText: 'Granted' })).toBeVisible();
    expect(await address()).toEqual(['9 Quay Street', 'Hull']);
    await page.goto(`${baseUrl}/details`);
    await expect(page.getByText('Changed', { exact: true })).toBeVisible();
  });
});
