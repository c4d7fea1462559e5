import { parseDecimal } from '#app/kernel/decimal.ts';
import { type Currency, type MoneyTextRefusal, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { ApprovalRule } from '#app/modules/approvals/types.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { issueCreditNote } from '#app/modules/invoicing/commands/issue-credit-note.server.ts';
import { creditForm } from '#app/modules/invoicing/forms.ts';
import type { DocumentToCorrect } from '#app/modules/invoicing/queries/get-corrected.server.ts';
import type { CreditChoice, CreditNoteInput, CreditPlan, LineChoice } from '#app/modules/invoicing/types.ts';
import { balanceOf } from '#app/modules/ledger/queries/balance-of.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inPreview, inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { type CreditedOrAsked, type CreditOrAskRefusal, creditOrAsk } from '#app/workflows/credit-or-ask.server.ts';
import { creditWords } from '#app/workflows/credit-words.server.ts';

export type PostedCredit = {
  readonly fields: [string, string][];
  readonly document: DocumentToCorrect;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
  /** Bill again after: to the same customer, or to another; null credits only. */
  readonly rebill: { readonly customerId: string | null } | null;
};
/** What it would do, from the command itself; `rule` stands there when a second person has to decide. */
export type CreditPreview = {
  readonly plan: CreditPlan;
  readonly rule: ApprovalRule | null;
  readonly balanceMinor: bigint;
  readonly balanceAfterMinor: bigint;
};

const AMOUNT_WORDS: Record<MoneyTextRefusal, string> = {
  'not-a-number': 'Enter an amount, like 1,234.50.',
  'too-many-decimals': 'This has more decimals than the currency.',
  'out-of-range': 'This is larger than any document may be.',
};

type Read = { readonly input: CreditNoteInput; readonly once: string };

function read({ fields, document }: PostedCredit): Result<Read, FormRefusal> {
  const form = parseFields(fields, creditForm);
  const values = Object.fromEntries(fields);
  if (!form.ok) return refuse({ ...form.refusal, values });
  const errors: Record<string, string[]> = {};
  const amountIn = (name: string, typed: string | undefined): bigint => {
    const parsed = parseMoney(typed ?? '', document.currency);
    if (!parsed.ok) errors[name] = [AMOUNT_WORDS[parsed.refusal]];
    return parsed.ok ? parsed.value : 0n;
  };
  const { choice, amount, apply, applyAmount, once, ...said } = form.value;
  const chosen: CreditChoice =
    choice === 'whole'
      ? { kind: 'whole' }
      : choice === 'amount'
        ? { kind: 'amount', grossMinor: amountIn('amount', amount) }
        : { kind: 'lines', lines: lineChoices(document, values, errors) };
  const applied: CreditNoteInput['apply'] =
    apply === 'later'
      ? { kind: 'later' }
      : apply === 'part'
        ? { kind: 'corrected-first', amountMinor: amountIn('applyAmount', applyAmount) }
        : { kind: 'corrected-first' };
  if (Object.keys(errors).length > 0) return refuse(formRefusal({ fieldErrors: errors, values }));
  return ok({ input: { invoiceId: document.id, choice: chosen, apply: applied, ...said }, once });
}

/** A quantity or a net amount beside a line; an amount may be typed without the minus of a discount line. */
function lineChoices(
  { lines, currency }: DocumentToCorrect,
  values: Record<string, string>,
  errors: Record<string, string[]>,
): LineChoice[] {
  const choices: LineChoice[] = [];
  for (const { lineNo, netMinor } of lines) {
    const typedQuantity = values[`quantity-${lineNo}`]?.trim();
    const typedNet = values[`net-${lineNo}`]?.trim();
    if (typedQuantity && typedNet) {
      errors[`net-${lineNo}`] = [`Line ${lineNo}: enter a quantity or an amount, not both.`];
    } else if (typedQuantity) {
      const quantity = parseDecimal(typedQuantity);
      if (quantity.ok) choices.push({ lineNo, quantity: quantity.value });
      else errors[`quantity-${lineNo}`] = [`Line ${lineNo}: enter a number, like 12 or 2.5.`];
    } else if (typedNet) {
      const net = parseMoney(typedNet, currency);
      if (net.ok) choices.push({ lineNo, netMinor: netMinor < 0n && net.value > 0n ? -net.value : net.value });
      else errors[`net-${lineNo}`] = [`Line ${lineNo}: ${AMOUNT_WORDS[net.refusal]}`];
    }
  }
  return choices;
}

/** Says what it would do: the real command, rolled back. Where a second person decides, the command's own answer says so. */
export async function checkCredit(posted: PostedCredit): Promise<Result<CreditPreview, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { actor, moment, document } = posted;
  const balanceMinor = await balanceOf(staffDb(), document);
  const done = await inPreview<CreditPreview, CreditOrAskRefusal>(staffDb(), async (tx) => {
    const credited = await issueCreditNote(tx, actor, asked.value.input, moment);
    if (credited.ok) {
      const balanceAfterMinor = await balanceOf(tx, document);
      return ok({ plan: credited.value.plan, rule: null, balanceMinor, balanceAfterMinor });
    }
    if (credited.refusal.code !== 'needs-approval') return refuse(credited.refusal);
    const { plan, rule } = credited.refusal;
    return ok({ plan, rule, balanceMinor, balanceAfterMinor: balanceMinor - plan.amounts.grossMinor });
  });
  return done.ok ? done : refuse(asForm(done.refusal, posted));
}

/** Does it, or asks for a second person. */
export async function doCredit(posted: PostedCredit): Promise<Result<CreditedOrAsked, FormRefusal>> {
  const asked = read(posted);
  if (!asked.ok) return asked;
  const { actor, moment, locale, rebill } = posted;
  const done = await inTransaction(staffDb(), (tx) =>
    creditOrAsk(tx, actor, { ...asked.value, rebill, locale }, moment),
  );
  return done.ok ? done : refuse(asForm(done.refusal, posted));
}

type Said = { readonly fields: [string, string][]; readonly document: { currency: Currency }; readonly locale: string };

function asForm(refusal: CreditOrAskRefusal, { fields, document, locale }: Said): FormRefusal {
  const values = Object.fromEntries(fields);
  const { field, text } = creditWords(refusal, { currency: document.currency, locale });
  if (field === null) return formRefusal({ formErrors: [text], values });
  const line = /^line-(\d+)$/.exec(field)?.[1];
  const name = line ? (values[`net-${line}`]?.trim() ? `net-${line}` : `quantity-${line}`) : field;
  const offered = refusal.code === 'period-closed' ? { offeredOn: refusal.firstOpenOn } : {};
  return formRefusal({ fieldErrors: { [name]: [text] }, values, ...offered });
}
