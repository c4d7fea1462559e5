import type { StaffRequest } from '#app/guards/require-staff.server.ts';
import { parseCurrency } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { customerIdsByNumber } from '#app/modules/customers/queries/customer-ids-by-number.server.ts';
import { storeAdvice } from '#app/modules/remittances/commands/store-advice.server.ts';
import { readAdvice } from '#app/modules/remittances/queries/read-advice.server.ts';
import type { DecimalSign } from '#app/modules/remittances/types.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal } from '#app/platform/http/form.server.ts';

type Staff = Pick<StaffRequest, 'actor' | 'moment'>;
type Sent = {
  readonly fields: [string, string][];
  readonly bytes: Uint8Array;
  readonly source: 'pasted' | 'file' | 'mail';
  readonly fileName?: string;
  readonly mailId?: string;
  /** Where the words of a fault stand. */
  readonly field: string;
};

/** Reads and keeps an advice as the form says; answers its id. Nothing is kept of what cannot be read. */
export async function keepAdvice({ actor, moment }: Staff, sent: Sent): Promise<Result<string, FormRefusal>> {
  const values = Object.fromEntries(sent.fields);
  const no = (field: string, text: string) => refuse(formRefusal({ fieldErrors: { [field]: [text] }, values }));
  const currency = parseCurrency(values.currency ?? '');
  if (!currency) return no('currency', 'Choose the currency of the amounts.');
  const number = (values.customer ?? '').trim();
  const customerId = number === '' ? null : ((await customerIdsByNumber(staffDb(), [number])).get(number) ?? null);
  if (number !== '' && customerId === null)
    return no('customer', 'No customer has this number. Check it, or leave it empty.');
  const decimalSign = SIGNS[values.decimals ?? ''];
  const read = readAdvice(sent.bytes, { currency, ...(decimalSign ? { decimalSign } : {}) });
  if (!read.ok) {
    const { code, line, sentence } = read.refusal;
    if (code === 'two-ways') return no('decimals', sentence);
    return no(sent.field, line > 1 ? `Line ${line}: ${sentence}` : sentence);
  }
  const { source, bytes, fileName, mailId } = sent;
  const input = {
    ...{ advice: read.value, bytes, source, customerId, again: values.again === 'yes' },
    ...{ ...(fileName ? { fileName } : {}), ...(mailId ? { mailId } : {}) },
  };
  const kept = await inTransaction(staffDb(), (tx) => storeAdvice(tx, actor, input, moment));
  if (kept.ok) return ok(kept.value.remittanceId);
  return no(
    'again',
    'The same text or file was taken before. Look through the list below, or say that it counts again.',
  );
}

const SIGNS: Readonly<Record<string, DecimalSign>> = { point: '.', comma: ',' };
