import { parseId } from '#app/kernel/ids.ts';
import type { Currency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { payableItems } from '#app/modules/cash-application/queries/payable-items.server.ts';
import { REDUCTION_KINDS, type ReductionKind } from '#app/modules/cash-application/types.ts';
import type { Company } from '#app/modules/company/types.ts';
import { getCustomer } from '#app/modules/customers/queries/get-customer.server.ts';
import { amountField } from '#app/modules/payments/forms.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { localeFor } from '#app/workflows/document-props.ts';
import type { NamedRest } from '#app/workflows/settle-and-name.server.ts';
import { fillSplit } from './split-fill.server.ts';
import { applyName, restAmountName, restName } from './split-names.ts';

const REST = 'rest.i-';
const REST_AMOUNT = 'restAmount.i-';

/** The differences a person named: `rest.i-<item>` says what it is, `restAmount.i-<item>` how much; empty is the rest. */
export function namedRests(fields: [string, string][], currency: Currency): Result<NamedRest[], FormRefusal> {
  const fieldErrors: Record<string, string[]> = {};
  const of = new Map(fields);
  const rests: NamedRest[] = [];
  for (const [name, typed] of fields) {
    const itemId = name.startsWith(REST_AMOUNT) ? parseId(name.slice(REST_AMOUNT.length)) : null;
    if (itemId && typed.trim() !== '' && !of.get(restName(itemId)))
      fieldErrors[restName(itemId)] = ['Say what this difference is.'];
  }
  for (const [name, chosen] of fields) {
    const itemId = name.startsWith(REST) ? parseId(name.slice(REST.length)) : null;
    if (!itemId || chosen === '') continue;
    const [kind = '', code] = chosen.split(':');
    const text = of.get(restAmountName(itemId))?.trim() ?? '';
    const amount = text === '' ? null : amountField(currency).safeParse(text);
    if (amount && !amount.success) fieldErrors[restAmountName(itemId)] = [amount.error.issues[0]?.message ?? ''];
    if (!isKind(kind)) fieldErrors[name] = ['Choose one of the list.'];
    else rests.push({ itemId, kind, ...(code ? { code } : {}), amountMinor: amount?.data ?? null });
  }
  if (Object.keys(fieldErrors).length > 0)
    return refuse(formRefusal({ fieldErrors, values: Object.fromEntries(fields) }));
  return ok(rests);
}

const isKind = (kind: string): kind is ReductionKind => (REDUCTION_KINDS as readonly string[]).includes(kind);

type Filling = {
  readonly fields: [string, string][];
  readonly intent: string;
  readonly customerId: string;
  readonly currency: Currency;
  readonly totalMinor: bigint | null;
  readonly company: Company;
};

/** The form as a filling button leaves it: everything that was typed, and the amounts that were worked out. */
export async function filledForm(asked: Filling): Promise<Result<Record<string, string>, FormRefusal>> {
  const [groups, customer] = await Promise.all([
    payableItems(staffDb(), asked),
    getCustomer(staffDb(), asked.customerId),
  ]);
  const values = Object.fromEntries(asked.fields);
  const items = groups.flatMap((group) => group.items);
  const decimalMark = decimalMarkOf(localeFor(customer?.language ?? 'en', asked.company));
  const filled = fillSplit({ ...asked, values, items, decimalMark });
  if (filled.ok) return ok({ ...values, how: 'chosen', ...filled.value });
  const { field, text } = filled.refusal;
  return refuse(formRefusal({ fieldErrors: { [field]: [text] }, values }));
}

const decimalMarkOf = (locale: string): '.' | ',' =>
  new Intl.NumberFormat(locale, { numberingSystem: 'latn' }).formatToParts(1.5).find((part) => part.type === 'decimal')
    ?.value === ','
    ? ','
    : '.';

/** Whether amounts were typed beside items. */
export const hasAmounts = (fields: [string, string][]): boolean =>
  fields.some(([name, typed]) => name.startsWith(applyName('')) && typed.trim() !== '');
