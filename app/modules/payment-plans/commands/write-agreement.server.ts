import { assert } from '#app/kernel/assert.ts';
import { decimal } from '#app/kernel/decimal.ts';

import { minorToDecimal } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueDebitNote } from '#app/modules/invoicing/commands/issue-debit-note.server.ts';
import { placeHolds } from '#app/modules/ledger/commands/place-holds.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { newId } from '#app/platform/db/new-id.server.ts';
import type { Tx } from '#app/platform/db/transaction.server.ts';
import { enqueue } from '#app/platform/jobs/jobs.server.ts';
import type { PlanItem, PlanRefusal } from '../types.ts';
import { checkAgreer } from './check-agreer.server.ts';
import type { JudgedWish } from './judge-wish.server.ts';
import { recordPlanEvent } from './record-plan-event.server.ts';

/** Who decided that a plan may lie outside the policy: by their own limit, or by an approval. */
export type Exception = { readonly by: string; readonly approvalId: string | null };

export type AgreementInput = {
  readonly planId: string;
  readonly number: string;
  readonly customerId: string;
  readonly versionNo: number;
  readonly judged: JudgedWish;
  readonly methodId: string | null;
  /** Told where the wish breaks the policy, and only then. */
  readonly exception: Exception | null;
  /** Who owes by it: the customer's person, or the colleague who spoke for them. */
  readonly agreedBy: { readonly kind: 'customer' | 'staff'; readonly id: string | null; readonly name: string };
  readonly agedOn: string;
  readonly note?: string;
};

/**
 * Writes an agreement: the debit note of its interest and fee, holds over every item, items, instalments, and the event that
 * puts it in force. The database looks at the whole of it again before the commit.
 */
export async function writeAgreement(
  tx: Tx,
  actor: Actor,
  input: AgreementInput,
  moment: Moment,
): Promise<Result<undefined, PlanRefusal>> {
  const { judged, customerId, agreedBy } = input;
  const total = { customerId, currency: judged.wish.currency, totalMinor: totalOf(judged) };
  const may = await checkAgreer(tx, agreedBy, total);
  if (!may.ok) return may;
  const charged = await issueCharge(tx, actor, input, moment);
  if (!charged.ok) return charged;
  const items: PlanItem[] = [...judged.wish.items, ...(charged.value ? [charged.value] : [])];
  const holds = await placeHolds(tx, actor, {
    holds: items.map(({ itemId, amountMinor }) => ({
      ...{ customerId, itemId, amountMinor, kind: 'in_plan' as const },
      ...{ reason: `In payment plan ${input.number}`, effectiveOn: moment.today },
    })),
  });
  if (!holds.ok)
    return refuse({ code: 'items-changed', items: items.map(({ itemId }) => ({ itemId, because: 'amount' })) });
  const versionId = newId<never>();
  await writeVersion(tx, { versionId, chargeItemId: charged.value?.itemId ?? null, input }, moment);
  await tx
    .insertInto('plan_items')
    .values(
      items.map(({ itemId, amountMinor }, index) => ({
        ...{ version_id: versionId, item_id: itemId, customer_id: customerId },
        ...{ amount_minor: amountMinor, hold_id: holds.value[index]! },
      })),
    )
    .execute();
  await tx
    .insertInto('plan_instalments')
    .values(
      judged.schedule.map(({ no, dueOn, amountMinor }) => ({
        ...{
          version_id: versionId,
          instalment_no: no,
          customer_id: customerId,
          due_on: dueOn,
          amount_minor: amountMinor,
        },
      })),
    )
    .execute();
  const event = {
    ...{ planId: input.planId, customerId, versionNo: input.versionNo, wish: judged.wish, note: input.note ?? '' },
    kind: input.versionNo === 1 ? ('agreed' as const) : ('renegotiated' as const),
    facts: { totalMinor: totalOf(judged).toString(), breaks: judged.breaks.map(({ code }) => code) },
  };
  await recordPlanEvent(tx, actor, event, moment);
  return ok();
}

const totalOf = ({ principalMinor, charge }: JudgedWish): bigint => principalMinor + charge.totalMinor;

type Version = { readonly versionId: string; readonly chargeItemId: string | null; readonly input: AgreementInput };

async function writeVersion(tx: Tx, { versionId, chargeItemId, input }: Version, moment: Moment): Promise<void> {
  const { judged, agreedBy, exception } = input;
  assert((exception === null) === (judged.breaks.length === 0), 'outside the policy somebody decides, inside nobody');
  await tx
    .insertInto('plan_versions')
    .values({
      ...{ id: versionId, plan_id: input.planId, version_no: input.versionNo, customer_id: input.customerId },
      ...{ policy_version: judged.policy.versionNo, agreed_on: moment.today, agreed_at: moment.now },
      ...{
        principal_minor: judged.principalMinor,
        charge_minor: judged.charge.totalMinor,
        charge_item_id: chargeItemId,
      },
      ...{ total_minor: totalOf(judged), instalments: judged.schedule.length, rhythm: judged.wish.rhythm },
      ...{ first_on: judged.wish.firstOn, next_on: judged.wish.nextOn, method_id: input.methodId },
      ...{
        risk_class: judged.customer.riskClass,
        last_default_on: judged.customer.lastDefaultOn,
        aged_on: input.agedOn,
      },
      breaks: judged.breaks.map(({ code }) => code).sort(),
      ...{
        base_minor: judged.baseMinor,
        exception_by: exception?.by ?? null,
        approval_id: exception?.approvalId ?? null,
      },
      ...{ agreed_by_kind: agreedBy.kind, agreed_by: agreedBy.id, agreed_by_name: agreedBy.name },
    })
    .execute();
}

/** Interest and fees are earned on 4100, in a debit note of their own that goes into the plan (decision 0041). */
async function issueCharge(
  tx: Tx,
  actor: Actor,
  { judged, customerId, number }: AgreementInput,
  moment: Moment,
): Promise<Result<PlanItem | null, PlanRefusal>> {
  const { charge, policy, wish } = judged;
  if (charge.totalMinor === 0n) return ok(null);
  assert(policy.chargeTaxCode, 'a policy that charges says its tax');
  const line = (description: string, minor: bigint) => ({
    ...{ description, quantity: decimal('1'), unit: '', unitPrice: decimal(minorToDecimal(minor, wish.currency)) },
    ...{ taxCode: policy.chargeTaxCode ?? '', accountCode: '4100' },
  });
  const issued = await issueDebitNote(
    tx,
    actor,
    {
      ...{ customerId, currency: wish.currency, reasonCode: 'plan_charge', correctsId: null },
      ...{ documentOn: moment.today, dueOn: wish.firstOn, poNumber: number, note: '', title: `Payment plan ${number}` },
      lines: [
        ...(charge.interestMinor > 0n ? [line(`Interest of payment plan ${number}`, charge.interestMinor)] : []),
        ...(charge.feeMinor > 0n ? [line(`Fee of payment plan ${number}`, charge.feeMinor)] : []),
      ],
    },
    moment,
  );
  if (!issued.ok) return refuse({ code: 'charge-refused', because: issued.refusal.code });
  assert(issued.value.grossMinor === charge.totalMinor, 'the debit note comes to what the customer was told');
  await enqueue(tx, 'produce-invoice', { invoiceId: issued.value.id, deliver: 'yes' });
  return ok({ itemId: issued.value.openItemId, amountMinor: charge.totalMinor });
}
