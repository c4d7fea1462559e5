import type { BrowserContext, Page } from '@playwright/test';
import { startedDemo } from '#tests/support/started-demo.ts';
import { expect, test } from './support/browser.ts';
import { aDraft, aNewCustomer, anInvoiceFor, anIssuedInvoice } from './support/made-things.ts';
import { axeFaults, colourFaults } from './support/page-faults.ts';
import { thingsToSee } from './support/page-list.ts';
import { asHalfSignedIn, asPortal, asStaff, PAYER } from './support/people.ts';

/** Each form sent as it should not be: the title says so first, the summary has the focus and leads to each field. */
const { baseUrl } = startedDemo();

test.use({ actionTimeout: 15_000, reducedMotion: 'reduce' } as object);
test.describe.configure({ mode: 'parallel' });

type WrongForm = {
  name: string;
  as: (context: BrowserContext) => Promise<void>;
  /** Where the form is. */
  open: () => Promise<string>;
  /** Fields by their label, and what is typed into them before sending: kept afterwards, unless it is a password. */
  typed?: Record<string, string>;
  /** What is pressed before, to open what is folded. */
  unfold?: string;
  button: string | RegExp;
  /** Fields named by the summary; none where the whole form is refused. */
  wrong: number;
};

const staff = (context: BrowserContext) => asStaff(context, 'administrator');
const at = (path: string) => async () => path;

const WRONG_FORMS: readonly WrongForm[] = [
  {
    name: 'changing the name of the company',
    as: staff,
    open: at('/staff/settings/company/names'),
    typed: { Name: 'x'.repeat(141), From: '' },
    button: 'Show what it changes',
    wrong: 2,
  },
  {
    name: 'changing the time zone',
    as: staff,
    open: at('/staff/settings/company/time_zone'),
    typed: { From: '' },
    button: 'Show what it changes',
    wrong: 1,
  },
  {
    name: 'asking for a sign-in link',
    as: async () => {},
    open: at('/sign-in'),
    typed: { 'Your e-mail address': 'nobody' },
    button: 'Email me a sign-in link',
    wrong: 1,
  },
  {
    name: 'staff sign-in',
    as: async () => {},
    open: at('/staff/sign-in'),
    typed: { 'E-mail address': '' },
    button: 'Continue',
    wrong: 2,
  },
  {
    name: 'the staff code',
    as: (context) => asHalfSignedIn(context, { enrolled: true }),
    open: at('/staff/sign-in/code'),
    button: 'Sign in',
    wrong: 1,
  },
  {
    name: 'setting up the second factor',
    as: (context) => asHalfSignedIn(context, { enrolled: false }),
    open: at('/staff/sign-in/enrol'),
    button: 'Turn on the second step',
    wrong: 1,
  },
  {
    name: 'a new customer',
    as: staff,
    open: at('/staff/customers/new'),
    typed: { 'Customer number': '', Country: 'B1', 'Days to pay': 'soon', 'Tax number': 'GB 1' },
    button: 'Create customer',
    wrong: 4,
  },
  {
    name: 'changes of a customer',
    as: staff,
    open: async () => `/staff/customers/${(await thingsToSee()).customerId}/edit`,
    typed: { 'Name on invoices': '' },
    button: 'Save',
    wrong: 1,
  },
  {
    name: 'a new contact',
    as: staff,
    open: async () => `/staff/customers/${(await thingsToSee()).customerId}?tab=contacts`,
    typed: { Telephone: '0123' },
    button: 'Add person',
    wrong: 2,
  },
  {
    name: 'an invoice without lines',
    as: staff,
    open: async () => `/staff/invoices/drafts/${(await thingsToSee()).emptyDraft}`,
    typed: { Title: 'Fly ash', 'Line 1, quantity': 'many', 'Line 1, price': '1.00' },
    button: 'Issue and send',
    wrong: 2,
  },
  {
    name: 'a payment without an amount',
    as: staff,
    open: async () => `/staff/payments/new?customer=${(await thingsToSee()).customerId}`,
    typed: { Reference: '000417', Received: '' },
    button: 'Record and apply',
    wrong: 2,
  },
  {
    name: 'a remittance with a number nobody knows',
    as: staff,
    open: async () => `/staff/payments/new?customer=${(await thingsToSee()).customerId}`,
    unfold: 'Paste a remittance',
    typed: { 'Numbers and amounts': 'INV-999999 1.00\nTotal 1.00', Reference: '000418' },
    button: 'Use these amounts',
    wrong: 1,
  },
  {
    name: 'a deduction given to nobody',
    as: staff,
    open: async () => `/staff/cases/${(await thingsToSee()).deduction}`,
    button: 'Give it over',
    wrong: 1,
  },
  {
    name: 'applying an amount that is none',
    as: staff,
    open: () => thingsToSee().then((things) => `/staff/payments/${things.unapplied}/apply`),
    button: 'Apply the amounts typed',
    wrong: 0,
  },
  {
    name: 'undoing an application without a reason',
    as: staff,
    open: () => thingsToSee().then((things) => `/staff/payments/${things.applied}`),
    unfold: 'Unapply',
    button: /^Unapply from/,
    wrong: 1,
  },
  {
    name: 'a payment that came back without a reason',
    as: staff,
    open: () => thingsToSee().then((things) => `/staff/payments/${things.applied}`),
    unfold: 'The bank returned this payment',
    button: 'Record that it came back',
    wrong: 1,
  },
  {
    name: 'an import without a file',
    as: staff,
    open: at('/staff/import'),
    button: 'Show what would happen',
    wrong: 1,
  },
  {
    name: 'paying an amount that is none',
    as: (context) => asPortal(context, PAYER),
    open: () => thingsToSee().then((things) => `/pay?i=${things.openInvoice}`),
    unfold: 'Pay something on account',
    typed: { 'Amount on account (optional)': 'a lot' },
    button: /^Pay £/,
    wrong: 1,
  },
];

test('a draft that cannot be issued says so in its preview', async ({ page, context }) => {
  const { customerId } = await aNewCustomer('Refused');
  const draftId = await aDraft({ ...anInvoiceFor(customerId, '1.00'), lines: [] });
  await asStaff(context, 'manager');
  await page.goto(`${baseUrl}/staff/invoices/drafts/${draftId}/preview`);
  await expect(page.getByText('Nothing was issued.')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Issue and send' })).toHaveCount(0);
});

test('an invoice paid meanwhile is not paid again', async ({ page, context }) => {
  const { customerId, payer } = await aNewCustomer('Paid meanwhile');
  const invoice = await anIssuedInvoice(customerId, '12.00');
  await asPortal(context, payer);
  await page.goto(`${baseUrl}/pay?i=${invoice.id}&i=00000000-0000-7000-8000-000000000000`);
  await expect(page.getByText('One of the invoices you chose is paid already')).toBeVisible();
});

for (const form of WRONG_FORMS) {
  test(`${form.name}: said first, focused, linked, kept, and readable for everyone`, async ({ page, context }) => {
    await form.as(context);
    await page.goto(`${baseUrl}${await form.open()}`);
    if (form.unfold) await page.getByText(form.unfold, { exact: true }).first().click();
    for (const [label, text] of Object.entries(form.typed ?? {})) await fieldOf(page, label).fill(text);
    await page.getByRole('button', { name: form.button }).first().click();
    await expect(page).toHaveTitle(/^Error: /);
    await expect(page.locator('.error-summary')).toBeFocused();
    await checkSummary(page, form.wrong);
    for (const [label, text] of Object.entries(form.typed ?? {})) await expect(fieldOf(page, label)).toHaveValue(text);
    const judged = new Set<string>();
    expect([...(await axeFaults(page)), ...(await colourFaults(page, judged))]).toEqual([]);
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await colourFaults(page, judged)).toEqual([]);
  });
}

const fieldOf = (page: Page, label: string) => page.getByRole('main').getByLabel(label).first();

/** Each line of the summary leads to its field, where the same words stand. */
async function checkSummary(page: Page, wrong: number): Promise<void> {
  const links = page.locator('.error-summary a');
  await expect(links).toHaveCount(wrong);
  for (const link of await links.all()) {
    const words = (await link.textContent()) ?? '';
    await link.click();
    const focused = page.locator(':focus');
    await expect(focused).toHaveCount(1);
    expect(await focused.evaluate((element) => element.matches('input, select, textarea')), words).toBe(true);
    const described = (await focused.getAttribute('aria-describedby')) ?? '';
    const texts = await Promise.all(
      described
        .split(' ')
        .filter(Boolean)
        .map((id) => page.locator(`[id="${id}"]`).textContent()),
    );
    expect(
      texts.some((text) => text?.includes(words)),
      `"${words}" at its field, not ${texts}`,
    ).toBe(true);
    await expect(focused).toHaveAttribute('aria-invalid', 'true');
  }
}
