/** What a log line may carry. Errors are written with their stack: logs are for operators, never for visitors. */
export type LogFields = Record<string, unknown>;

const SECRET_NAME =
  /pass(word|code)?$|secret|token|authorization|cookie|api_?key|signature|iban|account_?number|card|cvc|otp|session_?id/i;
const DEPTH_MAX = 4;
const TEXT_MAX = 2000;
const ENTRIES_MAX = 50;

/**
 * A copy of the fields that may be written to a log: values under names that hold secrets or bank details are left out,
 * and what looks like an IBAN, a card number, a key or a link's token inside a text is masked. E-mail addresses stay:
 * operators need them to help. Bounded in depth and length.
 */
export function redact(fields: LogFields): LogFields {
  return redactEntries(fields, 0);
}

function redactEntries(fields: LogFields, depth: number): LogFields {
  const kept: LogFields = {};
  for (const [name, value] of Object.entries(fields).slice(0, ENTRIES_MAX)) {
    kept[name] = SECRET_NAME.test(name) ? '[left out]' : redactValue(value, depth);
  }
  return kept;
}

function redactValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return redactText(value);
  if (typeof value === 'bigint') return value.toString();
  if (value === null || typeof value !== 'object') return value;
  if (value instanceof Error) return redactText(value.stack ?? `${value.name}: ${value.message}`);
  if (value instanceof Date) return value.toISOString();
  if (depth >= DEPTH_MAX) return '[deeper]';
  if (Array.isArray(value)) return value.slice(0, ENTRIES_MAX).map((entry) => redactValue(entry, depth + 1));
  return redactEntries(value as LogFields, depth + 1);
}

/** Masks secrets inside a text and cuts it at 2,000 characters. */
export function redactText(text: string): string {
  return text
    .slice(0, TEXT_MAX)
    .replace(/\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g, '[iban]')
    .replace(/\b(?:\d[ -]?){12,18}\d\b/g, (digits) => (isCardNumber(digits) ? '[card]' : digits))
    .replace(/\b(?:sk|rk|pk|whsec|re)_[A-Za-z0-9_+/=-]{6,}/g, '[key]')
    .replace(/\b(postgres(?:ql)?:\/\/[^:/\s]+):[^@\s]+@/g, '$1:[left out]@')
    .replace(/([?&/](?:token|code|link|l)[=/])[A-Za-z0-9_.-]{8,}/g, '$1[left out]')
    .replace(/\bBearer\s+[\w.~+/=-]+/gi, 'Bearer [left out]');
}

// The check digit of ISO/IEC 7812: without it every long invoice number would be taken for a card.
function isCardNumber(text: string): boolean {
  const digits = [...text.replace(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce((total, digit, index) => {
    if (index % 2 === 0) return total + digit;
    return total + (digit > 4 ? digit * 2 - 9 : digit * 2);
  }, 0);
  return sum % 10 === 0;
}
