import { sql } from 'kysely';
import { writeAudit } from '#app/modules/audit/commands/write-audit.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { getCalendar } from '#app/modules/company/queries/get-calendar.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { depositDueOn } from '../rules/deposit-clock.ts';
import type { ChequeInput, Custodian, RecordedInstrument } from '../types.ts';

type MeantFor = {
  readonly itemId: string;
  /** Whose item it is: the giver's, or of a customer of its group. */
  readonly customerId: string;
  readonly amountMinor: bigint;
  readonly holdId: string;
};

export type RecordInstrumentInput = {
  readonly cheque: ChequeInput;
  readonly custodian: Custodian;
  /** The payment it became at once; null while it is post-dated. */
  readonly paymentId: string | null;
  /** Post-dated: what it is meant to pay, with the holds that pause the chase. Minor units. */
  readonly meantFor: readonly MeantFor[];
};

/**
 * Stores a cheque under its provisional receipt number, with its first step and the day by which it has to be at the bank.
 * The caller has looked for a double, made the payment or the holds, and holds the customer's lock. The series is held
 * until commit.
 */
export async function recordInstrument(
  tx: Tx,
  actor: Actor,
  input: RecordInstrumentInput,
  moment: Moment,
): Promise<RecordedInstrument> {
  const { cheque } = input;
  const id = newId<never>() as string;
  const dueOn = depositDueOn(cheque, await getCalendar(tx));
  await writeAudit(tx, actor, {
    action: 'cheque.received',
    subjectKind: 'instrument',
    subjectId: id,
    customerId: cheque.customerId,
    after: {
      chequeNo: cheque.chequeNo,
      bank: cheque.bankName,
      amountMinor: cheque.amountMinor,
      currency: cheque.currency,
      datedOn: cheque.datedOn,
      receivedOn: cheque.receivedOn,
      custodian: input.custodian.name,
      dueOn,
    },
  });
  const items = input.meantFor.map((part) => ({
    item_id: part.itemId,
    customer_id: part.customerId,
    amount_minor: part.amountMinor.toString(),
    hold_id: part.holdId,
  }));
  const step = {
    happened_at: moment.now.toISOString(),
    custodian_id: input.custodian.id,
    custodian_name: input.custodian.name,
    due_on: dueOn,
    payment_id: input.paymentId,
  };
  const { rows } = await sql<{ number: string }>`select number from record_instrument(
    ${JSON.stringify(rowOf(id, actor, cheque, moment))}::jsonb, ${JSON.stringify(items)}::jsonb, ${JSON.stringify(step)}::jsonb)`.execute(
    tx,
  );
  return { id, number: rows[0]!.number, dueOn };
}

const rowOf = (id: string, actor: Actor, cheque: ChequeInput, moment: Moment) => ({
  id,
  customer_id: cheque.customerId,
  currency: cheque.currency,
  amount_minor: cheque.amountMinor.toString(),
  cheque_no: cheque.chequeNo,
  bank_name: cheque.bankName,
  drawer_name: cheque.drawerName,
  dated_on: cheque.datedOn,
  received_on: cheque.receivedOn,
  received_at: cheque.receivedAt.toISOString(),
  note: cheque.note,
  recorded_at: moment.now.toISOString(),
  recorded_by: actor.id,
  recorded_by_name: actor.name,
});
