import { sql } from 'kysely';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { listBankAccounts } from '#app/modules/company/queries/list-bank-accounts.server.ts';
import { postEntries } from '#app/modules/ledger/commands/post-entries.server.ts';
import { closedPeriodOf } from '#app/modules/ledger/queries/periods.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import { constraintOf, type Tx } from '#app/platform/db/transaction.server.ts';
import { moneyInHand } from '../queries/money-in-hand.server.ts';
import type { DepositRefusal, InHand, SlipAccount } from '../types.ts';
import { lockForStep } from './lock-instruments.server.ts';

export type MakeDepositInput = {
  /** Cheques and cash by their payments, all of one currency. */
  readonly paymentIds: readonly string[];
  readonly depositedOn: PlainDate;
  /** What the bank's paying-in slip says, where there is one. */
  readonly slipRef: string;
};

export type MadeDeposit = { readonly id: string; readonly number: string; readonly amountMinor: bigint };

/** A slip of more lines is two visits to the bank. */
const DEPOSIT_LINES_MAX = 500;

/**
 * Takes cheques and cash to the bank: one deposit, one slip, one entry from undeposited funds to the bank. All or nothing,
 * minor units. Refuses the first that is not in hand (a cheque with where it stands), mixed currencies, a day ahead, a day
 * before any of it was received, and one in a closed month. Locks the cheques, then their payments, then the series.
 */
export async function makeDeposit(
  tx: Tx,
  actor: Actor,
  input: MakeDepositInput,
  moment: Moment,
): Promise<Result<MadeDeposit, DepositRefusal>> {
  const paymentIds = [...new Set(input.paymentIds)];
  if (paymentIds.length === 0) return refuse({ code: 'nothing-chosen' });
  if (paymentIds.length > DEPOSIT_LINES_MAX) return refuse({ code: 'too-many', max: DEPOSIT_LINES_MAX });
  if (input.depositedOn > moment.today) return refuse({ code: 'in-the-future' });
  const locked = await lockForStep(tx, await chequesOf(tx, paymentIds), 'banked');
  if (!locked.ok) return locked;
  const money = await moneyInHand(tx, { paymentIds });
  const missing = paymentIds.find((id) => !money.some((one) => one.paymentId === id));
  if (missing) return refuse({ code: 'not-in-hand', number: await numberOf(tx, missing) });
  if (new Set(money.map((one) => one.currency)).size > 1) return refuse({ code: 'currencies-differ' });
  const earliestOn = money.reduce(
    (latest, one) => (one.receivedOn > latest ? one.receivedOn : latest),
    '' as PlainDate,
  );
  if (input.depositedOn < earliestOn) return refuse({ code: 'too-early', earliestOn });
  const closed = await closedPeriodOf(tx, ['posting'], input.depositedOn);
  if (closed) return refuse(closed);
  const account = await accountFor(tx, money[0]!.currency, input.depositedOn);
  if (!account) return refuse({ code: 'no-bank-account', currency: money[0]!.currency });
  return store(tx, actor, { input, money, account, moment });
}

type Ready = { input: MakeDepositInput; money: readonly InHand[]; account: SlipAccount; moment: Moment };

async function store(
  tx: Tx,
  actor: Actor,
  { input, money, account, moment }: Ready,
): Promise<Result<MadeDeposit, DepositRefusal>> {
  const [id, entryId] = [newId<never>() as string, newId<never>() as string];
  const code = money[0]!.currency;
  const amountMinor = money.reduce((total, one) => total + one.amountMinor, 0n);
  const baseMinor = money.reduce((total, one) => total + one.baseMinor, 0n);
  await postEntries(tx, [
    {
      ...{ id: entryId, kind: 'deposit' as const, sourceId: id, effectiveOn: input.depositedOn },
      memo: input.slipRef,
      lines: [
        { account: '1010', currency: code, amountMinor, baseMinor },
        { account: '1020', currency: code, amountMinor: -amountMinor, baseMinor: -baseMinor },
      ],
    },
  ]);
  await writeAudit(tx, actor, {
    action: 'deposit.made',
    subjectKind: 'deposit',
    subjectId: id,
    after: { amountMinor, currency: code, depositedOn: input.depositedOn, payments: money.length },
  });
  const doc = {
    ...{ id, currency: code, amount_minor: amountMinor.toString(), base_minor: baseMinor.toString() },
    ...{ bank_account: account, slip_ref: input.slipRef, deposited_on: input.depositedOn, entry_id: entryId },
    ...{ made_by: actor.id, made_by_name: actor.name, made_at: moment.now.toISOString() },
  };
  try {
    const { rows } = await sql<{ number: string }>`
      select number from record_deposit(${JSON.stringify(doc)}::jsonb, ${JSON.stringify(money.map(lineOf))}::jsonb)`.execute(
      tx,
    );
    return ok({ id, number: rows[0]!.number, amountMinor });
  } catch (error) {
    // Somebody else banked or returned the same cash between our look and the lock.
    if (constraintOf(error) === 'deposited_once')
      return refuse({ code: 'not-in-hand', number: money.length === 1 ? money[0]!.paymentNumber : '' });
    throw error;
  }
}

const lineOf = (one: InHand, index: number) => ({
  line_no: index + 1,
  customer_id: one.customerId,
  payment_id: one.paymentId,
  instrument_id: one.instrumentId,
  amount_minor: one.amountMinor.toString(),
  base_minor: one.baseMinor.toString(),
});

async function chequesOf(tx: Tx, paymentIds: readonly string[]): Promise<string[]> {
  const rows = await tx
    .selectFrom('instrument_standing')
    .select('instrument_id')
    .where('payment_id', 'in', [...paymentIds])
    .execute();
  return rows.map((row) => row.instrument_id);
}

async function numberOf(tx: Tx, paymentId: string): Promise<string> {
  const row = await tx.selectFrom('payments').select('number').where('id', '=', paymentId).executeTakeFirst();
  return row?.number ?? '';
}

async function accountFor(tx: Tx, code: string, on: PlainDate): Promise<SlipAccount | null> {
  const found = (await listBankAccounts(tx, { on })).find((account) => account.currency === code);
  if (!found) return null;
  const { bankName, accountName, accountNumber, routing } = found;
  return { bankName, accountName, accountNumber, routing };
}
