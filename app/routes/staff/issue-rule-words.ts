import type { IssueRuleRow } from '#app/modules/billing-runs/queries/issue-rules.server.ts';
import { FINDING_WORDS } from '#app/modules/billing-runs/ui/finding-words.ts';

/** Whom a rule is for. */
export function scopeWords({ customerName, customerNumber, productName }: IssueRuleRow): string {
  const whom = customerName ? `${customerName} (${customerNumber})` : 'all customers';
  return productName ? `${whom}, ${productName}` : whom;
}

/** In the order their words stand in, those for all before those for one. */
export function rulesInOrder(rules: readonly IssueRuleRow[]): IssueRuleRow[] {
  const order = Object.keys(FINDING_WORDS);
  return [...rules].sort((a, b) => order.indexOf(a.code) - order.indexOf(b.code));
}

/** The rule as the form's fields, for its address. */
export function ruleQuery({
  code,
  severity,
  customerNumber,
  productId,
  params,
}: Pick<IssueRuleRow, 'code' | 'severity' | 'customerNumber' | 'productId' | 'params'>): string {
  const fields: [string, string | undefined][] = [
    ['code', code],
    ['severity', severity],
    ['customer', customerNumber ?? undefined],
    ['product', productId ?? undefined],
    ['everybody', params.everybody ? 'yes' : undefined],
    ['countries', params.countries?.join(', ')],
    ['more', params.morePercent?.toString()],
    ['less', params.lessPercent?.toString()],
    ['past', params.pastAtLeast?.toString()],
  ];
  return String(new URLSearchParams(fields.filter((field): field is [string, string] => Boolean(field[1]))));
}
