import { expect, test } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';

const { baseUrl, mailUrl } = startedDemo();

test('the first page opens without an error in the browser', async ({ page }) => {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(baseUrl);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  expect(complaints).toEqual([]);
});

test('an address that leads nowhere is answered 404 with the same guards', async ({ request }) => {
  const answer = await request.get(`${baseUrl}/no-such-page`);
  expect(answer.status()).toBe(404);
  expect(answer.headers()['content-security-policy']).toContain("default-src 'none'");
  expect(await answer.text()).not.toMatch(/node_modules|at \w+ \(/);
});

test('the mail inbox of the demo opens', async ({ page }) => {
  await page.goto(mailUrl);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
});
