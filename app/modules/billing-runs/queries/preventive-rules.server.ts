import { addMonthsClamped, type PlainDate } from '#app/kernel/plain-date.ts';
import type { ReadDb } from '#app/platform/db/transaction.server.ts';
import type { FindingCode } from '../rules/issue-rule.ts';
import { checksThatFind, finds, mildest, stoppedNow } from '../rules/preventive-rules.ts';
import { issueRulesNow, type RuleValues } from './issue-rules.server.ts';
import { type PastInvoice, pastInvoices } from './past-invoices.server.ts';

/** How far back it is looked, and at how many invoices: as far as a rule's own test before it is switched on. */
const MONTHS_BACK = 12;
const LOOKED_AT_MAX = 5_000;

/** A rule that could be switched on after an invoice went wrong, tried over the past year. */
export type PreventiveRule = {
  readonly values: RuleValues;
  /** Whether it would have stopped the invoice that went wrong. */
  readonly wouldHaveStopped: boolean;
  /** Whether a rule that holds now would stop it already. */
  readonly holdsAlready: boolean;
  readonly lookedAt: readonly string[];
  /** Ids of the invoices it would have stopped, the newest first. */
  readonly stopped: readonly string[];
};

export type Prevention = {
  readonly fromOn: PlainDate;
  readonly toOn: PlainDate;
  readonly rules: readonly PreventiveRule[];
};

/**
 * Which checks before issue would have stopped an invoice, each for its customer alone and for everybody, and what else
 * each would have stopped in the last twelve months (of everybody the newest 5,000 invoices). `asked` is tried too, in its
 * mildest form, where it would not have seen this one. Changes nothing. Null when there is no such invoice.
 */
export async function preventiveRules(
  db: ReadDb,
  of: { readonly invoiceId: string; readonly customerId: string; readonly asked: FindingCode | null },
  today: PlainDate,
): Promise<Prevention | null> {
  const fromOn = addMonthsClamped(today, -MONTHS_BACK);
  const look = (wanted: { invoiceId?: string; customerId: string | null; fromOn: PlainDate }) =>
    pastInvoices(db, { productId: null, toOn: today, limit: LOOKED_AT_MAX, einvoices: false, ...wanted });
  const [own, theirs, everybodys, rulesNow] = await Promise.all([
    look({ customerId: of.customerId, invoiceId: of.invoiceId, fromOn: '1900-01-01' as PlainDate }),
    look({ customerId: of.customerId, fromOn }),
    look({ customerId: null, fromOn }),
    issueRulesNow(db),
  ]);
  const invoice = own[0];
  if (!invoice) return null;
  const found = checksThatFind(invoice);
  const asked = of.asked && !found.some(({ code }) => code === of.asked) ? mildest(of.asked) : undefined;
  const now = stoppedNow(invoice, rulesNow);
  const tried = asked ? [...found, asked] : found;
  return {
    ...{ fromOn, toOn: today },
    rules: tried.flatMap((check) =>
      [of.customerId, null].map((customerId) => {
        const looked: readonly PastInvoice[] = customerId ? theirs : everybodys;
        return {
          values: { ...check, severity: 'block' as const, customerId, productId: null },
          wouldHaveStopped: check !== asked,
          holdsAlready: now.includes(check.code),
          lookedAt: looked.map(({ draft }) => draft.draftId),
          stopped: looked.filter((past) => finds(past, check)).map(({ draft }) => draft.draftId),
        };
      }),
    ),
  };
}
