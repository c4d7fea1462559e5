import { plainDate } from '#app/kernel/plain-date.ts';
import { writeOff as writeOffCommand } from '#app/modules/adjustments/commands/write-off.server.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { closePeriod } from '#app/modules/ledger/commands/close-period.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type Call, type Outcome, recent } from './mixed-account.ts';
import { anInvoice } from './people.ts';

/** Credits part of an invoice that others pay, credit or write off at the same time. */
export async function credit({ rng, account, work }: Call): Promise<Outcome> {
  const debit = recent(rng, account.debits);
  if (!debit) return null;
  const grossMinor = BigInt(rng.int(100, 20_000));
  return inTransaction(work.db, (tx) =>
    issueCreditNote(
      tx,
      work.maker,
      {
        ...{ invoiceId: debit.invoiceId, choice: { kind: 'amount', grossMinor }, reasonCode: 'price', note: '' },
        ...{ documentOn: work.moment.today, apply: { kind: 'corrected-first' } },
      },
      work.moment,
    ),
  );
}

export async function debitNote({ rng, account, work, reference }: Call): Promise<Outcome> {
  const made = anInvoice(account.customerId, BigInt(rng.int(100, 20_000)), {
    ...{ documentOn: work.moment.today, poNumber: `${reference}-DN` },
  });
  const about = recent(rng, account.debits);
  if (!about) return null;
  const input = { ...made, correctsId: about.invoiceId, reasonCode: 'price' };
  return inTransaction(work.db, (tx) => issueDebitNote(tx, work.maker, input, work.moment));
}

export async function writeOff({ rng, account, work }: Call): Promise<Outcome> {
  const debit = recent(rng, account.debits);
  if (!debit) return null;
  return inTransaction(work.db, (tx) =>
    writeOffCommand(
      tx,
      work.maker,
      {
        ...{
          itemId: debit.itemId,
          amountMinor: BigInt(rng.int(100, 5_000)),
          reasonCode: 'small',
          reason: 'not worth it',
        },
        ...{ effectiveOn: work.moment.today, against: 'expense' },
      },
      work.moment,
    ),
  );
}

/** Closes the months one after the other, up to the one before the work: writers must wait or be past it, never half. */
export async function closeOneMonth({ rng, work }: Call): Promise<Outcome> {
  const kind = rng.chance(0.5) ? 'posting' : 'tax';
  const monthOn = plainDate(`2026-0${rng.int(1, 5)}-01`);
  return inTransaction(work.db, (tx) => closePeriod(tx, work.maker, { kind, monthOn }, work.moment));
}
