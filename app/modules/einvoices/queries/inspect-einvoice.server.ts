import { PROFILE_SHAPES } from '../rules/profiles.ts';
import { readEinvoice } from '../rules/read-einvoice.ts';
import type { EinvoiceProfile, EnInvoice, EnTax, EnTotals, Validation } from '../types.ts';
import { validateEinvoice } from './validate-einvoice.server.ts';

export type Inspected =
  | { readonly ok: false; readonly code: string; readonly line: number; readonly sentence: string }
  | {
      readonly ok: true;
      readonly profile: EinvoiceProfile;
      readonly number: string;
      readonly type: string;
      readonly date: string | null;
      readonly due: string | null;
      readonly currency: string;
      readonly seller: string;
      readonly buyer: string;
      readonly lines: number;
      readonly taxes: readonly EnTax[];
      readonly totals: EnTotals;
      readonly validation: Validation;
    };

/** What a file says and what can be said of it, in the format it names; reads nothing else and stores nothing. */
export async function inspectEinvoice(bytes: Uint8Array): Promise<Inspected> {
  const reading = readEinvoice(bytes);
  if (!reading.ok) return { ok: false, ...reading.refusal };
  const { invoice, syntax } = reading.value;
  const profile = profileOf(invoice, syntax);
  return {
    ...{ ok: true, profile, number: invoice.number, type: invoice.typeCode, date: invoice.issuedOn },
    ...{ due: invoice.dueOn, currency: invoice.currency, lines: invoice.lines.length },
    seller: invoice.seller.name || invoice.seller.tradingName,
    buyer: invoice.buyer.name || invoice.buyer.tradingName,
    ...{ taxes: invoice.taxes, totals: invoice.totals, validation: await validateEinvoice(bytes, profile) },
  };
}

function profileOf({ customization }: EnInvoice, syntax: 'ubl' | 'cii'): EinvoiceProfile {
  if (syntax === 'cii') return 'cii';
  const named = (['peppol', 'pint-my'] as const).find((one) =>
    customization.startsWith(PROFILE_SHAPES[one].customization),
  );
  return named ?? 'ubl';
}
