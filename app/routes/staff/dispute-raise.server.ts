import { parseMoney } from '#app/kernel/money.ts';
import { type Result, refuse } from '#app/kernel/result.ts';
import { raiseDispute } from '#app/modules/disputes/commands/raise-dispute.server.ts';
import { disputeRefusalWords } from '#app/modules/disputes/forms.ts';
import { type Claim, DISPUTE_KINDS, type DisputeKind, type Severity } from '#app/modules/disputes/types.ts';
import type { Invoice } from '#app/modules/invoicing/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';
import type { DisputeWho } from './dispute-acted.server.ts';
import type { postedFields } from './posted.server.ts';

type Sent = Awaited<ReturnType<typeof postedFields>>;
type About = { readonly invoice: Invoice | null; readonly customerId: string };

/** What a customer said by phone or letter, as a colleague wrote it down. */
export async function raiseByHand(
  sent: Sent,
  { invoice, customerId }: About,
  { actor, moment, company }: DisputeWho,
): Promise<Result<{ disputeId: string; number: string }, FormRefusal>> {
  const { of, fields } = sent;
  const ticked = fields.flatMap(([name, value]) => (name === 'lines' ? [Number(value)] : []));
  const values = { ...Object.fromEntries(fields), lines: ticked.join(' ') };
  const said = (fieldErrors: Record<string, string[]>) => refuse(formRefusal({ fieldErrors, values }));
  const kind = DISPUTE_KINDS.find((one) => one === of('kind'));
  if (!kind) return said({ kind: ['Choose one.'] });
  const claim = invoice ? claimOf({ kind, of, ticked }, invoice) : null;
  if (claim === 'no-lines') return said({ lines: ['Tick at least one line.'] });
  if (claim === 'no-amount') return said({ amount: ['Enter an amount like 1,240.00.'] });
  const severity = (['low', 'high'].includes(of('severity')) ? of('severity') : 'normal') as Severity;
  const input = {
    ...{ customerId, invoiceId: invoice?.id ?? null, kind, reasonCode: of('reason'), claim, words: of('words') },
    ...{ expects: '', files: [], notifyEmail: '' },
    ...(kind === 'complaint' ? { severity } : {}),
  };
  const done = await inTransaction(staffDb(), (tx) => raiseDispute(tx, actor, input, moment));
  if (done.ok) return done;
  const words = disputeRefusalWords(done.refusal, {
    currency: invoice?.currency ?? company.baseCurrency,
    locale: company.locale,
  });
  const field = words.field?.startsWith('line-') ? 'lines' : words.field;
  return field === null ? refuse(formRefusal({ formErrors: [words.text], values })) : said({ [field]: [words.text] });
}

type Typed = { readonly kind: DisputeKind; of(name: string): string; readonly ticked: readonly number[] };

/** What of the invoice it is about; a question or complaint names lines and contests nothing. */
function claimOf({ kind, of, ticked }: Typed, invoice: Invoice): Claim | null | 'no-lines' | 'no-amount' {
  const isPlain = kind === 'question' || kind === 'complaint';
  if (of('what') === 'lines' || (isPlain && ticked.length > 0))
    return ticked.length === 0
      ? 'no-lines'
      : {
          kind: 'lines',
          lines: ticked.map((lineNo) => ({ lineNo, what: isPlain ? ('about' as const) : ('line' as const) })),
        };
  if (isPlain) return null;
  if (of('what') !== 'amount') return { kind: 'whole' };
  const amount = parseMoney(of('amount'), invoice.currency);
  return amount.ok && amount.value > 0n ? { kind: 'amount', amountMinor: amount.value } : 'no-amount';
}
