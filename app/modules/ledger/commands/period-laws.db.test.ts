import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest';
import { type PlainDate, plainDate } from '#app/kernel/plain-date.ts';
import { ok } from '#app/kernel/result.ts';
import { issueInvoices } from '#app/modules/invoicing/commands/issue-invoices.server.ts';
import { recordPayment } from '#app/modules/payments/commands/record-payment.server.ts';
import { brokenInvariants } from '#app/platform/db/invariants.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { createTestDatabase } from '#tests/support/database.ts';
import { aCustomer, anInvoice, CLERK, GBP, issue, on, receive, setUpCompany } from '#tests/support/people.ts';
import { approvedReopening, close, reopen } from '#tests/support/periods.ts';
import { SQL_DIR } from '#tests/support/template.ts';
import { closedPeriodOf, firstOpenDay, listPeriods } from '../queries/periods.server.ts';
import type { PeriodKind } from '../types.ts';
import { applyItems } from './apply-items.server.ts';

// Months close for good, so each test has a database of its own.
const database = {} as { current: Awaited<ReturnType<typeof createTestDatabase>> };
let customerId: string;

beforeEach(async () => {
  database.current = await createTestDatabase(inject('superuserUrl'));
  await setUpCompany(database.current.owner.db);
  customerId = await aCustomer(database.current.staff.db);
});
afterEach(async () => {
  expect(await brokenInvariants(database.current.owner.pool, SQL_DIR)).toEqual([]);
  await database.current.drop();
});

const staff = () => database.current.staff.db;
const june = plainDate('2026-06-01');
const july = plainDate('2026-07-01');
const closed = (kind: PeriodKind, periodOn: PlainDate, firstOpenOn: PlainDate) => ({
  code: 'period-closed',
  kind,
  periodOn,
  firstOpenOn,
});
const open = (kinds: PeriodKind[], date: string) =>
  inTransaction(staff(), async (tx) => ok(await firstOpenDay(tx, kinds, plainDate(date)))).then((day) =>
    day.ok ? day.value : null,
  );

/** What the database itself says to a superuser. */
async function plant(text: string, values: unknown[]): Promise<string> {
  const client = await database.current.owner.pool.connect();
  try {
    await client.query('begin');
    await client.query(text, values);
    return 'accepted';
  } catch (error) {
    return (error as { constraint?: string }).constraint ?? String((error as { code: string }).code);
  } finally {
    await client.query('rollback');
    client.release();
  }
}

describe('a closed month', () => {
  it('takes no entry, whoever inserts it, and neither do the months before it', async () => {
    const entry = (day: string) =>
      plant(`insert into entries (id, kind, effective_on, value_on) values ($1, 'payment', $2, $2)`, [
        randomUUID(),
        day,
      ]);
    expect(await entry('2026-06-30')).toBe('accepted');
    expect((await close(staff(), 'posting', '2026-06')).ok).toBe(true);
    expect(await entry('2026-06-30')).toBe('period_closed');
    expect(await entry('2026-06-01')).toBe('period_closed');
    expect(await entry('1999-12-31')).toBe('period_closed');
    expect(await entry('2026-07-01')).toBe('accepted');
  });

  it('takes no application and no reversal of one', async () => {
    const invoice = await issue(staff(), anInvoice(customerId, 1_000n));
    const payment = await receive(staff(), customerId, 1_000n);
    const insert = (day: string) =>
      plant(
        `insert into applications (id, customer_id, credit_item_id, debit_item_id, amount_minor, effective_on) values ($1, $2, $3, $4, 10, $5)`,
        [randomUUID(), customerId, payment.openItemId, invoice.openItemId, day],
      );
    expect(await insert('2026-06-10')).toBe('accepted');
    await close(staff(), 'posting', '2026-06');
    expect(await insert('2026-06-10')).toBe('period_closed');
    expect(await insert('2026-07-10')).toBe('accepted');
    const applied = await inTransaction(staff(), (tx) =>
      applyItems(tx, CLERK, {
        applications: [
          {
            customerId,
            creditItemId: payment.openItemId,
            debitItemId: invoice.openItemId,
            amountMinor: 5n,
            effectiveOn: plainDate('2026-06-10'),
          },
        ],
      }),
    );
    expect(applied).toEqual({ ok: false, refusal: closed('posting', june, july) });
  });

  it('for tax alone takes no document, while money may still be dated in it', async () => {
    await close(staff(), 'tax', '2026-06');
    const issued = await inTransaction(staff(), (tx) =>
      issueInvoices(
        tx,
        CLERK,
        { seriesCode: 'INV', invoices: [anInvoice(customerId, 100n, { documentOn: plainDate('2026-06-12') })] },
        on('2026-07-02'),
      ),
    );
    expect(issued).toEqual({ ok: false, refusal: { ...closed('tax', june, july), index: 0 } });
    await receive(staff(), customerId, 700n, '2026-06-12');
  });

  it('is offered with the first day on which both kinds are open', async () => {
    await close(staff(), 'posting', '2026-06');
    await close(staff(), 'tax', '2026-08', '2026-09-02');
    const issued = await inTransaction(staff(), (tx) =>
      issueInvoices(
        tx,
        CLERK,
        {
          seriesCode: 'INV',
          invoices: [
            anInvoice(customerId, 100n, { documentOn: plainDate('2026-09-01') }),
            anInvoice(customerId, 100n, { documentOn: plainDate('2026-06-12') }),
          ],
        },
        on('2026-09-02'),
      ),
    );
    expect(issued).toEqual({ ok: false, refusal: { ...closed('posting', june, plainDate('2026-09-01')), index: 1 } });
    expect(await open(['posting'], '2026-06-12')).toBe('2026-07-01');
    expect(await open(['tax'], '2026-06-12')).toBe('2026-09-01');
    expect(await open(['posting', 'tax'], '2026-06-12')).toBe('2026-09-01');
  });

  it('refuses a payment with its index and the first open day, and changes nothing', async () => {
    await close(staff(), 'posting', '2026-06');
    const input = {
      ...{ customerId, method: 'transfer' as const, currency: GBP, amountMinor: 100n, reference: 'late' },
      ...{ payerName: '', note: '', receivedOn: plainDate('2026-06-30') },
    };
    const recorded = await inTransaction(staff(), (tx) => recordPayment(tx, CLERK, input, on('2026-07-03')));
    expect(recorded).toEqual({ ok: false, refusal: { ...closed('posting', june, july), index: 0 } });
  });
});

describe('closing', () => {
  it('closes every earlier month, and refuses over one that stands reopened, by its name', async () => {
    await close(staff(), 'posting', '2026-03');
    await close(staff(), 'posting', '2026-06');
    expect(await reopen(database.current, 'posting', '2026-04')).toEqual({ ok: true, value: undefined });
    expect(await open(['posting'], '2026-03-05')).toBe('2026-04-01');
    expect(await open(['posting'], '2026-04-05')).toBe('2026-04-05');
    expect(await open(['posting'], '2026-05-05')).toBe('2026-07-01');
    expect(await close(staff(), 'posting', '2026-07', '2026-08-01')).toEqual({
      ok: false,
      refusal: { code: 'earlier-open', periodOn: '2026-04-01' },
    });
    expect((await close(staff(), 'posting', '2026-04')).ok).toBe(true);
    expect((await close(staff(), 'posting', '2026-07', '2026-08-01')).ok).toBe(true);
    expect(await open(['posting'], '2026-04-05')).toBe('2026-08-01');
  });

  it('refuses a month that is closed and one that has not begun', async () => {
    await close(staff(), 'posting', '2026-06');
    expect(await close(staff(), 'posting', '2026-06')).toEqual({ ok: false, refusal: { code: 'already' } });
    expect(await close(staff(), 'posting', '2025-01')).toEqual({ ok: false, refusal: { code: 'already' } });
    expect(await close(staff(), 'posting', '2026-08')).toEqual({ ok: false, refusal: { code: 'not-begun' } });
  });

  it('is listed with who and when, and a month before the first row is closed too', async () => {
    await close(staff(), 'posting', '2026-06');
    const listed = await listPeriods(staff(), { fromOn: plainDate('2026-05-05'), toOn: plainDate('2026-07-09') });
    expect(listed.map(({ kind, monthOn, isClosed }) => [kind, monthOn, isClosed])).toEqual([
      ['posting', '2026-07-01', false],
      ['tax', '2026-07-01', false],
      ['posting', '2026-06-01', true],
      ['tax', '2026-06-01', false],
      ['posting', '2026-05-01', true],
      ['tax', '2026-05-01', false],
    ]);
    expect(listed[4]!.event).toMatchObject({ action: 'closed', byName: CLERK.name });
    await close(staff(), 'posting', '2026-07', '2026-08-01');
    const [july] = await listPeriods(staff(), { fromOn: plainDate('2026-07-01'), toOn: plainDate('2026-07-01') });
    const again = await listPeriods(staff(), { fromOn: plainDate('2026-06-01'), toOn: plainDate('2026-06-01') });
    expect(july!.event!.at.toISOString()).toBe('2026-08-01T12:00:00.000Z');
    expect(again[0]!.event!.at.toISOString()).toBe('2026-07-03T12:00:00.000Z');
    const asked = await inTransaction(staff(), async (tx) => ok(await closedPeriodOf(tx, ['posting', 'tax'], june)));
    expect(asked).toEqual({ ok: true, value: closed('posting', june, plainDate('2026-08-01')) });
  });
});

describe('what gets past the triggers', () => {
  /** Plants with the triggers off, as only a superuser can, and answers what the law's own query then finds. */
  async function found(law: string, text: string, values: unknown[]): Promise<number> {
    const client = await database.current.owner.pool.connect();
    try {
      await client.query('begin');
      await client.query(`set local session_replication_role = replica`);
      await client.query(text, values);
      return (await client.query(await readFile(path.join(SQL_DIR, 'invariants', law), 'utf8'))).rows.length;
    } finally {
      await client.query('rollback');
      client.release();
    }
  }

  it('is found by the laws over the data', async () => {
    await receive(staff(), customerId, 900n, '2026-06-10');
    await close(staff(), 'posting', '2026-06');
    const entry = `insert into entries (id, kind, effective_on, value_on) values ($1, 'payment', $2, $2)`;
    expect(await found('025_nothing_enters_a_closed_month.sql', entry, [randomUUID(), '2026-06-30'])).toBe(1);
    expect(await found('025_nothing_enters_a_closed_month.sql', entry, [randomUUID(), '2026-07-01'])).toBe(0);
    await reopen(database.current, 'posting', '2026-06');
    expect(await found('025_nothing_enters_a_closed_month.sql', entry, [randomUUID(), '2026-06-30'])).toBe(0);
    expect(await found('025_nothing_enters_a_closed_month.sql', entry, [randomUUID(), '2026-05-30'])).toBe(1);
    const state = `update periods set state = $1`;
    expect(await found('026_periods_follow_their_events.sql', state, ['open'])).toBe(0);
    expect(await found('026_periods_follow_their_events.sql', state, ['closed'])).toBe(1);
  });
});

describe('opening again', () => {
  it('needs an approval of this very month by a second person, and each counts once', async () => {
    await close(staff(), 'posting', '2026-06');
    const approvalId = await approvedReopening(database.current, 'posting', '2026-05');
    const not = { ok: false, refusal: { code: 'not-approved' } };
    expect(await reopen(database.current, 'posting', '2026-06', approvalId)).toEqual(not);
    expect(await reopen(database.current, 'posting', '2026-05', randomUUID())).toEqual(not);
    expect(await reopen(database.current, 'posting', '2026-05', approvalId)).toEqual({ ok: true, value: undefined });
    await close(staff(), 'posting', '2026-05');
    expect(await reopen(database.current, 'posting', '2026-05', approvalId)).toEqual(not);
    expect(await reopen(database.current, 'posting', '2026-07')).toEqual({ ok: false, refusal: { code: 'already' } });
  });

  it('reaches a month before the first row and leaves those between closed', async () => {
    await close(staff(), 'tax', '2026-06');
    await reopen(database.current, 'tax', '2026-02');
    expect(await open(['tax'], '2026-01-31')).toBe('2026-02-01');
    expect(await open(['tax'], '2026-02-11')).toBe('2026-02-11');
    expect(await open(['tax'], '2026-03-01')).toBe('2026-07-01');
  });

  it('of the only month that was ever closed leaves the months before it closed to every writer', async () => {
    for (const kind of ['posting', 'tax'] as const) {
      await close(staff(), kind, '2026-06');
      await reopen(database.current, kind, '2026-06');
    }
    const issued = (documentOn: string) =>
      inTransaction(staff(), (tx) => {
        const invoices = [anInvoice(customerId, 100n, { documentOn: plainDate(documentOn) })];
        return issueInvoices(tx, CLERK, { seriesCode: 'INV', invoices }, on('2026-12-31'));
      });
    expect(await issued('2026-05-31')).toMatchObject({
      ok: false,
      refusal: { code: 'period-closed', kind: 'posting' },
    });
    expect((await issued('2026-06-01')).ok).toBe(true);
    const dated = `insert into entries (id, kind, effective_on, value_on) values ($1, 'payment', '2026-05-31', '2026-05-31')`;
    expect(await plant(dated, [randomUUID()])).toBe('period_closed');
  });

  it('planted by a superuser is refused without approval, and nobody else may write months at all', async () => {
    await close(staff(), 'posting', '2026-06');
    expect(
      await plant(
        `insert into period_events (kind, month_on, action, happened_at, by_name, reason, approval_id) values ('posting', '2026-06-01', 'reopened', now(), 'me', 'because', $1)`,
        [randomUUID()],
      ),
    ).toBe('period_reopen_approved');
    expect(
      await plant(
        `insert into period_events (kind, month_on, action, happened_at, by_name, reason) values ('posting', '2026-06-01', 'reopened', now(), 'me', 'because')`,
        [],
      ),
    ).toBe('period_reopen_approved');
    expect(await plant(`delete from periods`, [])).toBe('append_only');
    expect(await plant(`update period_events set by_name = 'nobody'`, [])).toBe('append_only');
    for (const role of ['staff', 'worker', 'portal'] as const)
      await expect(database.current[role].pool.query(`update periods set state = 'open'`)).rejects.toMatchObject({
        code: '42501',
      });
  });
});
