/** Why a payment came back, by the reason codes that banks use (ISO 20022 external status reasons), in plain words. */
const REASONS: Readonly<Record<string, string>> = {
  AC01: 'the account number is wrong',
  AC04: 'the account is closed',
  AC06: 'the account is blocked',
  AC13: 'the account is a consumer’s',
  AG01: 'the account takes no such payments',
  AG02: 'the kind of payment is wrong',
  AM04: 'there was not enough money',
  AM05: 'it was sent twice',
  BE05: 'we are not known to the payer’s bank',
  CNOR: 'our bank is not registered',
  DNOR: 'the payer’s bank is not registered',
  FF01: 'the file was wrong',
  FOCR: 'it was called back',
  FRAD: 'fraud was reported',
  MD01: 'there is no mandate',
  MD06: 'the payer asked for the money back',
  MD07: 'the payer has died',
  MS02: 'the payer refused it',
  MS03: 'the bank gave no reason',
  RC01: 'the bank code is wrong',
  RR04: 'of a rule of law',
  SL01: 'the payer’s bank allows no such debit',
};

/** `AM04` → "Came back: there was not enough money (AM04)"; what is no known code is told as it came. */
export function returnWords(code: string): string {
  const known = REASONS[code.trim().toUpperCase()];
  if (known) return `Came back: ${known} (${code.trim().toUpperCase()})`;
  return code.trim() === '' ? 'Came back' : `Came back: ${code.trim()}`;
}

/** Kinds under which banks book what comes back: MT940, BAI2 and CAMT families. */
const RETURN_KINDS = /^(?:NRTI|FRTI|555|557|559)$|\/(?:RRTN|UPDD|UPCQ|PRDD|RPCR|CRTN)\b|\bRRTN\b/u;
const RETURN_WORDS = /\b(?:return(?:ed)?|reject(?:ed)?|unpaid|bounced|recall(?:ed)?|reversal)\b/iu;

/** Whether a line that took money says that it is a payment which came back. */
export const saysReturned = (line: {
  readonly amountMinor: bigint;
  readonly returnReason: string;
  readonly isReversal: boolean;
  readonly kind: string;
  readonly text: string;
}): boolean =>
  line.amountMinor < 0n &&
  (line.returnReason !== '' || line.isReversal || RETURN_KINDS.test(line.kind) || RETURN_WORDS.test(line.text));
