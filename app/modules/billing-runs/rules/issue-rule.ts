/** What can be found before an invoice is issued, with how much it weighs as delivered. A rule can change the weight, or be off. */
export const FINDING_CODES = [
  'po-missing',
  'tax-number-missing',
  'nowhere-to-send',
  'einvoice-incomplete',
  'address-missing',
  'duplicate',
  'quantity-jump',
  'price-off-contract',
  'contract-ended',
  'no-price',
  'total-zero',
  'total-negative',
  'estimated',
  'proof-missing',
  'first-invoice',
  'change-over-limit',
] as const;
export type FindingCode = (typeof FINDING_CODES)[number];

/** block: the draft is left out until it is mended or let through with a reason. warn: it is issued, and worth a look. */
export const SEVERITIES = ['block', 'warn'] as const;
export type FindingSeverity = (typeof SEVERITIES)[number];

/** What a rule may be told. Percentages are whole numbers; a code reads only its own. */
export type RuleParams = {
  /** po-missing: ask every customer of the scope for one, not only those whose terms do. */
  readonly everybody?: boolean;
  /** tax-number-missing: the countries whose customers need one on every invoice. */
  readonly countries?: readonly string[];
  /** quantity-jump and change-over-limit: more than this above, or below, what is usual. Left out: that side is not looked at. */
  readonly morePercent?: number;
  readonly lessPercent?: number;
  /** quantity-jump: how many past periods make a usual one. */
  readonly pastAtLeast?: number;
};

/**
 * One rule as it holds now. Without customer and product it is for all; one with a customer, a product or both goes before
 * it for these. The version names the row of `issue_rules` it was read from.
 */
export type IssueRule = {
  readonly version: string;
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  readonly state: 'on' | 'off';
  readonly customerId: string | null;
  readonly productId: string | null;
  readonly params: RuleParams;
};

/** The rule that counts for a customer (and a product): the most particular one, or none when that one is off. */
export function ruleFor(
  rules: readonly IssueRule[],
  code: FindingCode,
  of: { readonly customerId: string; readonly productId?: string | null },
): IssueRule | null {
  let best: IssueRule | null = null;
  for (const rule of rules) {
    const fits =
      rule.code === code &&
      (rule.customerId === null || rule.customerId === of.customerId) &&
      (rule.productId === null || rule.productId === (of.productId ?? null));
    if (fits && (!best || weight(rule) > weight(best))) best = rule;
  }
  return best?.state === 'on' ? best : null;
}

/** A customer is more particular than a product. */
const weight = (rule: IssueRule): number => (rule.customerId ? 2 : 0) + (rule.productId ? 1 : 0);
