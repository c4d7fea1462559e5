import { z } from 'zod';
import { parseIban } from '#app/kernel/iban.ts';
import { parseCurrency } from '#app/kernel/money.ts';

const line = (missing: string) =>
  z
    .string(missing)
    .trim()
    .max(140, 'Use 140 characters or fewer.')
    .refine((text) => !/[\n\t]/.test(text), 'Write this on one line.');

/** Our own account in one currency, as it will be printed on documents. */
export const companyBankForm = z.object({
  currency: z
    .string('Choose a currency.')
    .transform((text) => parseCurrency(text))
    .refine((code) => code !== null, 'Enter a currency such as GBP.')
    .transform((code) => code!),
  bankName: line('Enter the name of the bank.'),
  accountName: line('Enter the name the account is in.'),
  accountNumber: line('Enter the IBAN or the account number.').refine((text) => {
    const iban = parseIban(text);
    return iban.ok || iban.refusal !== 'check-digits';
  }, 'This IBAN has a mistake in it: its check digits do not fit. Compare it with the bank’s letter.'),
  routing: line('Enter the sort code, routing number or BIC.').default(''),
  reason: z.string('Say why it changes.').max(500, 'Use 500 characters or fewer.'),
});
