import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result } from '#app/kernel/result.ts';
import type { AskedOrDone } from '#app/modules/adjustments/types.ts';
import { limitFor } from '#app/modules/approvals/queries/may-do-alone.server.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';
import { doOnce, type OnceRefusal } from '#app/modules/audit/commands/do-once.server.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction, type Tx } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { type AnyRefusal, refusalText } from '#app/workflows/adjustment-words.ts';

const ONCE_WORDS: Record<OnceRefusal['code'], string> = {
  'form-changed': 'This form was sent before and said something else. Reload the page and look what was done.',
  'at-once': 'This form is being sent twice at this moment. Reload the page and look what was done.',
};

/** The field a refusal belongs beside; the rest is said above the form. */
const FIELD: Partial<Record<AnyRefusal['code'], string>> = {
  'amount-not-positive': 'amount',
  'more-than-open': 'amount',
  'more-than-left': 'amount',
  'more-than-tax': 'amount',
  'more-than-written-off': 'amount',
  'reason-missing': 'reason',
  'unknown-reason': 'reasonCode',
  'in-the-future': 'effectiveOn',
  'before-item': 'effectiveOn',
  'before-credit': 'effectiveOn',
  'before-write-off': 'effectiveOn',
  'period-closed': 'effectiveOn',
  'no-original-way': 'method',
  'no-bank-account': 'method',
  'bank-account-changed': 'method',
};

type Said = { readonly fields: [string, string][]; readonly currency: Currency; readonly locale: string };

/** A refusal of a command or of the form's key, beside its field and with what was typed. */
export function adjustmentRefusal(refusal: AnyRefusal | OnceRefusal, { fields, ...told }: Said): FormRefusal {
  const values = Object.fromEntries(fields);
  if (refusal.code === 'form-changed' || refusal.code === 'at-once')
    return formRefusal({ formErrors: [ONCE_WORDS[refusal.code]], values });
  const text = refusalText(refusal, told);
  const field = FIELD[refusal.code];
  return field
    ? formRefusal({ fieldErrors: { [field]: [text] }, values })
    : formRefusal({ formErrors: [text], values });
}

type Answered = { id: string | null; number: string | null; approvalId: string | null };
type Once = { readonly kind: string; readonly once: string; readonly input: unknown };

/** Asks or does once per form, however often it is sent. */
export async function askOnce<Refusal>(
  actor: Actor,
  { kind, once, input }: Once,
  moment: Moment,
  ask: (tx: Tx) => Promise<Result<AskedOrDone, Refusal>>,
): Promise<Result<Answered, Refusal | OnceRefusal>> {
  return inTransaction(staffDb(), (tx) =>
    doOnce<Answered, Refusal>(tx, { scope: `${kind}:${actor.id}`, key: once, input }, moment, async () => {
      const asked = await ask(tx);
      if (!asked.ok) return asked;
      return asked.value.state === 'done'
        ? ok({ id: asked.value.id, number: asked.value.number, approvalId: null })
        : ok({ id: null, number: null, approvalId: asked.value.approvalId });
    }),
  );
}

/** The rule that sends this to a second person, or null where the actor does it alone. */
export async function ruleFor(
  kind: 'write_off' | 'refund',
  of: { readonly actor: Actor; readonly baseMinor: bigint },
): Promise<ApprovalRule | null> {
  const limit = await limitFor(staffDb(), { kind, role: of.actor.role ?? '', baseMinor: of.baseMinor });
  return limit.alone ? null : limit.rule;
}
