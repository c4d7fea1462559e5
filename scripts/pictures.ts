import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { type Browser, type BrowserContext, chromium } from '@playwright/test';
import { decimal } from '#app/kernel/decimal.ts';
import { demoDatabase, oneValue } from '#tests/e2e/support/demo-database.ts';
import { aDraft, anInvoiceFor } from '#tests/e2e/support/made-things.ts';
import { asDemoStaff, asPortal, PAYER } from '#tests/e2e/support/people.ts';
import { DEMO_VARIABLE } from '#tests/support/started-demo.ts';
import { BROWSER_SWITCHES, findBrowser } from './find-browser.ts';
import { ROOT } from './source-hash.ts';
import { startDemoTree } from './started-demo.ts';

/** `node scripts/pictures.ts`: starts a demo and takes the pictures of the README into docs/pictures. */

const FOLDER = path.join(ROOT, 'docs/pictures');
/** Pictures are loaded with the README, so each stays small. */
const BYTES_MAX = 200 * 1024;

const MANAGER = 'manager@tallystick.example';

type Picture = {
  name: string;
  path: string;
  side: 'portal' | 'staff';
  dark?: boolean;
  width?: number;
  height?: number;
};

/** A draft with lines as a person leaves it half done, so that the editor has something to show. */
function aHalfWrittenInvoice(customerId: string): Promise<string> {
  const line = (description: string, quantity: string, unit: string, unitPrice: string, accountCode: string) => ({
    ...{ description, unit, taxCode: 'S20', accountCode },
    ...{ quantity: decimal(quantity), unitPrice: decimal(unitPrice) },
  });
  return aDraft({
    ...anInvoiceFor(customerId as never, '1.00'),
    ...{ title: 'Fly ash, week 47', poNumber: 'PO-88213' },
    lines: [
      line('Fly ash, dry, EN 450-1 category N', '126.4', 't', '21.50', '4010'),
      line('Bulk tanker delivery', '5', 'load', '185.00', '4010'),
      line('Waiting time at site, over 30 minutes', '1.5', 'h', '62.00', '4100'),
    ],
  });
}

async function pictures(): Promise<Picture[]> {
  const customerId = await oneValue<string>(`select id from customers where number = 'C-20418'`);
  const partPaid = await oneValue<string>(
    `select i.id from invoices i join open_items o on o.id = i.open_item_id
     where i.customer_id = $1 and o.residual_minor between 1 and o.amount_minor - 1 order by i.due_on desc limit 1`,
    [customerId],
  );
  const unapplied = await oneValue<string>(
    `select p.id from payments p join open_items o on o.id = p.open_item_id where o.residual_minor > 0
     order by (select count(*) from open_items d
       where d.customer_id = p.customer_id and d.currency = p.currency and d.side = 'debit' and d.residual_minor > 0) desc,
       p.number limit 1`,
  );
  const bankStatement = await oneValue<string>('select id from bank_statements order by id desc limit 1');
  const draft = await aHalfWrittenInvoice(customerId);
  const portal = (name: string, address: string, more: Partial<Picture> = {}): Picture => ({
    ...{ name: `portal-${name}`, path: address, side: 'portal', ...more },
  });
  const staff = (name: string, address: string, more: Partial<Picture> = {}): Picture => ({
    ...{ name: `staff-${name}`, path: address, side: 'staff', ...more },
  });
  return [
    portal('overview', '/'),
    portal('invoice', `/invoices/${partPaid}`),
    portal('pay', '/pay?all=due'),
    portal('statement', '/statements'),
    portal('plan', '/plans/new'),
    staff('today', '/staff'),
    staff('customer', `/staff/customers/${customerId}`),
    staff('invoice-editor', `/staff/invoices/drafts/${draft}`),
    staff('apply', `/staff/payments/${unapplied}/apply`),
    staff('match', `/staff/bank/${bankStatement}/match`, { width: 1280, height: 640 }),
    portal('overview-dark', '/', { dark: true }),
    staff('customer-dark', `/staff/customers/${customerId}`, { dark: true }),
    portal('overview-phone', '/', { width: 360, height: 740 }),
  ];
}

async function openBrowser(browser: Browser, { side, dark, width, height }: Picture): Promise<BrowserContext> {
  const context = await browser.newContext({
    viewport: { width: width ?? 1440, height: height ?? 900 },
    colorScheme: dark ? 'dark' : 'light',
    ...{ reducedMotion: 'reduce', locale: 'en-GB', timezoneId: 'Europe/London' },
  });
  await (side === 'staff' ? asDemoStaff(context, MANAGER) : asPortal(context, PAYER));
  return context;
}

async function take(browser: Browser, picture: Picture, baseUrl: string): Promise<string> {
  const context = await openBrowser(browser, picture);
  const page = await context.newPage();
  const answer = await page.goto(`${baseUrl}${picture.path}`, { waitUntil: 'networkidle' });
  if (answer?.status() !== 200) throw new Error(`${picture.path} answered ${answer?.status()}`);
  const file = path.join(FOLDER, `${picture.name}.png`);
  await page.screenshot({ path: file });
  await context.close();
  const bytes = statSync(file).size;
  if (bytes > BYTES_MAX) throw new Error(`${picture.name}.png has ${bytes} bytes; ${BYTES_MAX} are allowed.`);
  return `${picture.name}.png ${Math.ceil(bytes / 1024)} kB`;
}

async function main(): Promise<void> {
  const { baseUrl, mailUrl, stripeUrl, dataDir, remove } = await startDemoTree();
  process.env[DEMO_VARIABLE] = JSON.stringify({ baseUrl, mailUrl, stripeUrl, dataDir });
  const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_SWITCHES });
  try {
    mkdirSync(FOLDER, { recursive: true });
    for (const old of readdirSync(FOLDER).filter((name) => name.endsWith('.png'))) rmSync(path.join(FOLDER, old));
    for (const picture of await pictures()) process.stdout.write(`${await take(browser, picture, baseUrl)}\n`);
  } finally {
    await browser.close();
    await demoDatabase().close();
    await remove();
  }
}

await main();
