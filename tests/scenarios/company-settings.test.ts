import { sql } from 'kysely';
import { beforeAll, describe, expect, it } from 'vitest';
import { currency } from '#app/kernel/money.ts';
import { addDays, plainDate } from '#app/kernel/plain-date.ts';
import { changeSetting } from '#app/modules/company/commands/change-setting.server.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import type { SettingName, SettingValues } from '#app/modules/company/types.ts';
import { getInvoice } from '#app/modules/invoicing/queries/get-invoice.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { previewSetting } from '#app/routes/staff/setting-preview.server.ts';
import { decideAndDo } from '#app/workflows/decide-and-do.server.ts';
import { ensureInvoicePdf } from '#app/workflows/produce-document.server.ts';
import { requestCompanyBank } from '#app/workflows/request-bank-details.server.ts';
import { aColleague } from '#tests/support/colleagues.ts';
import { useDatabase } from '#tests/support/database.ts';
import { useOutsideWorld } from '#tests/support/outside-world.ts';
import { aCustomer, anInvoice, CLERK, issue, on, setUpCompany } from '#tests/support/people.ts';

const database = useDatabase();
const world = useOutsideWorld(database);
const db = () => database.current.staff.db;
let customerId: string;

beforeAll(async () => {
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(db());
});

async function change<What extends SettingName>(
  what: What,
  of: { fromOn: string; value: SettingValues[What]; key?: string; at?: Moment },
): Promise<void> {
  const { at = on(of.fromOn), ...rest } = of;
  const made = await inTransaction(db(), (tx) =>
    changeSetting(tx, CLERK, { what, ...rest, fromOn: plainDate(of.fromOn), reason: '' }, at),
  );
  if (!made.ok) throw new Error(made.refusal.code);
}
const invoiceOf = async (date: string, taxCode = 'Z') => {
  const made = anInvoice(customerId, 12_000n, { documentOn: plainDate(date), dueOn: addDays(plainDate(date), 30) });
  const { id } = await issue(db(), { ...made, lines: made.lines.map((line) => ({ ...line, taxCode })) });
  const invoice = await getInvoice(db(), { invoiceId: id });
  if (!invoice) throw new Error('not issued');
  return invoice;
};

describe('what is issued', () => {
  it('keeps its file, byte for byte, when the company moves; the next one says the new address', async () => {
    const { id } = await invoiceOf('2026-03-02');
    const fileOf = async () => {
      const made = await ensureInvoicePdf(world.current.outside, id);
      if (!made.ok) throw new Error(made.refusal.code);
      return made.value.sha256;
    };
    const before = await fileOf();
    const value = { name: 'Calder', legalName: 'Calder Ltd', addressLines: ['9 New Quay'] };
    await change('names', { fromOn: '2026-03-03', value });
    expect(await fileOf()).toBe(before);
    const { rows } = await sql<{
      names: typeof value;
    }>`select company_version('names', '', '2026-03-03') as names`.execute(db());
    expect(rows[0]?.names).toEqual(value);
  });
});

describe('a tax rate', () => {
  it('is that of the tax point, whenever the invoice is made', async () => {
    await change('tax_rate', { key: 'S20', fromOn: '2026-07-01', value: { rateBp: 2250 }, at: on('2026-06-10') });
    const rates = async (date: string) => (await invoiceOf(date, 'S20')).taxes.map((tax) => tax.rateBp);
    expect(await rates('2026-06-30')).toEqual([2000]);
    expect(await rates('2026-07-01')).toEqual([2250]);
    expect(await rates('2026-06-29')).toEqual([2000]);
  });

  it('that changes makes a run’s preview stale for its document date, and for no earlier one', async () => {
    const digest = async (day: string) =>
      (await sql<{ digest: string }>`select run_common_digest(${day}::date) as digest`.execute(db())).rows[0]?.digest;
    const [earlier, later] = [await digest('2026-08-31'), await digest('2026-09-01')];
    await change('tax_rate', { key: 'S6', fromOn: '2026-09-01', value: { rateBp: 800 } });
    expect(await digest('2026-08-31')).toBe(earlier);
    expect(await digest('2026-09-01')).not.toBe(later);
  });
});

describe('numbers', () => {
  it('take their new shape on the day and run on without a gap', async () => {
    const { rows } = await sql<{ today: string }>`select company_day(now())::text as today`.execute(db());
    const today = rows[0]!.today;
    const before = await invoiceOf('2026-03-04');
    await change('series', { key: 'INV', fromOn: today, value: { prefix: 'R/', pad: 4 } });
    const after = await invoiceOf('2026-03-05');
    expect(before.number).toMatch(/^INV-0*\d+$/);
    expect(after.number).toMatch(/^R\/\d{4}$/);
    expect(Number(after.number.slice(2))).toBe(Number(before.number.slice(4)) + 1);
  });
});

describe('our bank account', () => {
  it('is printed from the day chosen, and never before somebody else approved', async () => {
    const [asker, approver] = [await aColleague(db(), 'manager'), await aColleague(db(), 'controller')];
    const account = {
      ...{ currency: currency('GBP'), bankName: 'New Bank', accountName: 'Calder Ltd' },
      ...{ accountNumber: '12345678', routing: '203040' },
    };
    const asked = await inTransaction(db(), (tx) =>
      requestCompanyBank(tx, asker, { account, fromOn: plainDate('2026-05-01'), reason: 'moved' }, on('2026-04-06')),
    );
    if (!asked.ok) throw new Error(asked.refusal.code);
    const decision = { approvalId: asked.value.approvalId, decision: 'approve', note: '' } as const;
    const bankOn = async (day: string) =>
      (await listBankAccounts(db(), { on: plainDate(day) })).find((one) => one.currency === 'GBP')?.bankName;
    expect(await bankOn('2026-05-02')).toBeUndefined();
    expect((await inTransaction(db(), (tx) => decideAndDo(tx, approver, decision, on('2026-04-07')))).ok).toBe(true);
    expect([await bankOn('2026-04-30'), await bankOn('2026-05-01')]).toEqual([undefined, 'New Bank']);
  });
});

describe('a preview', () => {
  it('says what the change does, which drafts it reaches and what is planned after it, and changes nothing', async () => {
    const value = { name: 'Calder', legalName: 'Calder plc', addressLines: ['1 Pier'] };
    await change('names', { fromOn: '2026-12-01', value, at: on('2026-04-01') });
    const asked = {
      what: 'names',
      fromOn: plainDate('2026-11-01'),
      value: { ...value, name: 'Calder Stone' },
      reason: '',
    } as const;
    const seen = await previewSetting(db(), CLERK, asked, on('2026-04-01'));
    if (!seen.ok) throw new Error(seen.refusal.code);
    expect(seen.value.seller.company.name).toBe('Calder Stone');
    expect(seen.value.drafts).toEqual({ byHand: 0, ofRuns: 0 });
    expect(seen.value.later.map((version) => version.fromOn)).toEqual(['2026-12-01']);
    const kept = await db().selectFrom('company_versions').select('id').where('from_on', '=', '2026-11-01').execute();
    expect(kept).toEqual([]);
  });

  it('of a time zone says what time it is there, and of languages who gets another', async () => {
    const at = on('2026-04-01');
    const zone = await previewSetting(
      db(),
      CLERK,
      { what: 'time_zone', fromOn: plainDate('2026-04-02'), value: { timeZone: 'Asia/Kuala_Lumpur' }, reason: '' },
      at,
    );
    expect(zone).toMatchObject({
      value: { samples: [{ value: expect.stringContaining('20:00') }, { value: expect.stringContaining('13:00') }] },
    });
    const languages = { allowed: ['ms'], fallback: 'ms' };
    const spoken = await previewSetting(
      db(),
      CLERK,
      { what: 'languages', fromOn: plainDate('2026-04-02'), value: languages, reason: '' },
      at,
    );
    expect(spoken).toMatchObject({
      value: { samples: [{ label: expect.stringContaining('English'), value: 'get Malay' }] },
    });
  });
});

it('a time zone moves the date from its day on', async () => {
  await change('time_zone', { fromOn: '2199-10-10', value: { timeZone: 'Pacific/Auckland' }, at: on('2199-10-01') });
  const day = async (at: string) =>
    (await sql<{ day: string }>`select company_day(${at}::timestamptz)::text as day`.execute(db())).rows[0]?.day;
  expect([await day('2199-10-08T20:00:00Z'), await day('2199-10-10T20:00:00Z')]).toEqual(['2199-10-08', '2199-10-11']);
});
