import { multiplyToMinor } from '#app/kernel/decimal.ts';
import { parseId } from '#app/kernel/ids.ts';
import { minorDigits, minorToDecimal } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { type DraftPlan, type Received, readReceived } from '#app/modules/einvoices/queries/read-received.server.ts';
import { getReceivedFile } from '#app/modules/files/queries/get-import-file.server.ts';
import type { ImportFileId } from '#app/modules/files/types.ts';
import { saveDraft } from '#app/modules/invoicing/commands/save-draft.server.ts';
import { priceLines } from '#app/modules/invoicing/queries/price-lines.server.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import { foundOr404 } from './not-found.ts';

const EXPIRED = 'file. It was kept for six hours; choose it again';

/** A kept e-invoice, read; a 404 once it has expired. */
export async function receivedFile(
  id: string,
  now: Date,
  chosen: ReadonlyMap<string, string> = new Map(),
): Promise<Received> {
  const fileId = parseId<ImportFileId>(id);
  const file = foundOr404(fileId && (await getReceivedFile(staffDb(), fileId, now)), EXPIRED);
  const read = await readReceived(staffDb(), file.content, chosen);
  return foundOr404(read.ok && read.value, EXPIRED);
}

/** What the page shows: the file beside the draft it would become, priced by our own rules. */
export async function receivedView(received: Received) {
  const { invoice, plan, syntax, faults, buyers } = received;
  return {
    ...{ number: invoice.number, syntax, buyers },
    ...{ sellerName: invoice.seller.name || invoice.seller.tradingName },
    ...{ buyerName: invoice.buyer.name || invoice.buyer.tradingName },
    faults: faults.map(({ rule, where, sentence }) => ({ rule, where, sentence })),
    cannot: plan.ok ? null : `${plan.refusal.where}: ${plan.refusal.sentence}`,
    plan: plan.ok ? await planView(received, plan.value) : null,
  };
}

async function planView({ invoice }: Received, plan: DraftPlan) {
  const on = plan.documentOn;
  const priced =
    plan.unknownTaxes.length > 0
      ? null
      : await priceLines(staffDb(), { currency: plan.currency, on, lines: plan.lines });
  const sums = priced?.ok ? priced.value : null;
  // What a line comes to does not hang on its tax, which may still have to be chosen.
  const nets = plan.lines.map((line) => multiplyToMinor(line.quantity, line.unitPrice, minorDigits(plan.currency)));
  const minor = (value: bigint | undefined) =>
    value === undefined ? 'After the tax is chosen' : minorToDecimal(value, plan.currency);
  const digits = minorDigits(plan.currency);
  const file = (value: string | null) => {
    if (value === null) return 'Not said';
    const [whole = '0', fraction = ''] = value.split('.');
    return digits === 0 && fraction === '' ? whole : `${whole}.${fraction.padEnd(digits, '0')}`;
  };
  return {
    currency: plan.currency,
    differences: plan.differences.map(({ rule, where, sentence }) => ({ rule, where, sentence })),
    unknownTaxes: plan.unknownTaxes,
    totals: totalRows([
      {
        key: 'net',
        label: 'Without tax',
        file: file(invoice.totals.withoutTax),
        draft: minor(nets.reduce((a, b) => a + b, 0n)),
      },
      { key: 'tax', label: 'Tax', file: file(invoice.totals.tax), draft: minor(sums?.taxMinor) },
      { key: 'gross', label: 'With tax', file: file(invoice.totals.withTax), draft: minor(sums?.grossMinor) },
    ]),
    lines: plan.lines.map((line, index) => ({
      ...{ key: String(index), description: line.description, tax: line.taxCode || 'To be chosen' },
      how: `${line.quantity} ${line.unit} × ${line.unitPrice}`.replace('  ', ' '),
      amount: minor(nets[index]),
    })),
  };
}

const totalRows = (rows: { key: string; label: string; file: string; draft: string }[]) =>
  rows.map((row) => ({ ...row, same: /\d/.test(row.draft) ? row.file === row.draft : null }));

type Posted = { fields: [string, string][]; of(name: string): string };

/** Saves the draft for the customer that was chosen, with our taxes where the file's are not ours. */
export async function draftFromReceived(
  id: string,
  sent: Posted,
  { actor, moment }: { actor: Actor; moment: Moment },
): Promise<Result<{ draftId: string }, FormRefusal>> {
  const chosen = new Map(
    sent.fields.filter(([name]) => name.startsWith('tax-')).map(([name, value]) => [name.slice(4), value]),
  );
  const received = await receivedFile(id, moment.now, chosen);
  const values = Object.fromEntries(sent.fields);
  const no = (fieldErrors: Record<string, string[]>) => refuse(formRefusal({ fieldErrors, values }));
  if (!received.plan.ok) return refuse(formRefusal({ formErrors: [received.plan.refusal.sentence] }));
  const { lines, unknownTaxes, differences: _named, ...head } = received.plan.value;
  const customerId = await customerOf(received, sent);
  const faults = {
    ...(customerId ? {} : customerFault(received, sent)),
    ...Object.fromEntries(unknownTaxes.map((name) => [`tax-${name}`, [`Choose which of our taxes ${name} % is.`]])),
  };
  if (!customerId || unknownTaxes.length > 0) return no(faults);
  const saved = await inTransaction(staffDb(), (tx) =>
    saveDraft(tx, actor, { invoice: { ...head, customerId, lines } }, moment),
  );
  return saved.ok
    ? ok(saved.value)
    : refuse(formRefusal({ formErrors: ['It could not be saved. Load the page again.'] }));
}

async function customerOf({ buyers }: Received, sent: Posted): Promise<string | null> {
  const number = sent.of('customerNumber').trim();
  if (number !== '') return (await customerIdsByNumber(staffDb(), [number])).get(number) ?? null;
  return buyers.find((one) => one.id === sent.of('customerId'))?.id ?? null;
}

/** Which of the two fields is wrong: nobody was chosen, or the number is nobody's. */
function customerFault({ buyers }: Received, sent: Posted): Record<string, string[]> {
  const number = sent.of('customerNumber').trim();
  if (number !== '') return { customerNumber: [`No customer has the number ${number}.`] };
  return buyers.length > 0
    ? { customerId: ['Choose the customer.'] }
    : { customerNumber: ['Enter the customer’s number.'] };
}
