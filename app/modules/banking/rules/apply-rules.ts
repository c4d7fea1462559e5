import { foldName } from '#app/kernel/matching/fold-name.ts';
import { type BankRule, RULE_NEEDS, type RuleHit, type RuleLine } from '../types.ts';

/**
 * What staff's own rules say of a line, the narrowest first, each with its reasons in words. `money` words an amount of the
 * rule's currency. A rule names a text or a payer; one that names neither finds nothing, because an amount alone never speaks.
 */
export function applyRules(
  rules: readonly BankRule[],
  line: RuleLine,
  money: (minor: bigint, currency: string) => string,
): RuleHit[] {
  const text = padded(line.text);
  const party = foldName(line.partyName.slice(0, NAME_MAX)).line;
  const account = plain(line.partyAccount);
  return rules
    .filter((rule) => isAllowedAmount(rule, line) && isNamed(rule, { text, party, account }))
    .sort((a, b) => conditionsOf(b) - conditionsOf(a) || (a.id < b.id ? -1 : 1))
    .map((rule) => ({
      ...{ ruleId: rule.id, kind: rule.kind, customerId: rule.customerId, note: rule.note },
      reasons: reasonsOf(rule, money),
      mayPost: mayRulePost(rule),
    }));
}

const NAME_MAX = 200;

/** Rules may post without a person once staff ticked it, after so many confirmed uses and none that was undone. */
export const mayRulePost = ({ kind, postsAlone, timesUsed, timesWrong }: BankRule): boolean =>
  postsAlone && kind !== 'on-account' && timesUsed >= RULE_NEEDS && timesWrong === 0;

/** The one thing that all rules for a line agree on and one of them may post; null where they disagree. */
export function onlyHit(hits: readonly RuleHit[]): RuleHit | null {
  const ready = hits.find(({ mayPost }) => mayPost);
  return ready && hits.every(({ kind }) => kind === ready.kind) ? ready : null;
}

function isAllowedAmount({ sign, underMinor, currency }: BankRule, line: RuleLine): boolean {
  if (line.amountMinor === 0n) return false;
  if (sign !== 'either' && (line.amountMinor > 0n ? 'in' : 'out') !== sign) return false;
  if (underMinor === null) return true;
  const size = line.amountMinor < 0n ? -line.amountMinor : line.amountMinor;
  return currency === line.currency && size < underMinor;
}

type Named = { readonly text: string; readonly party: string; readonly account: string };

/** Every name the rule gives must fit, and it must give one. */
function isNamed({ textHolds, partyIs }: BankRule, { text, party, account }: Named): boolean {
  const words = padded(textHolds);
  const name = foldName(partyIs).line;
  if (words === NO_WORDS && name === '') return false;
  if (words !== NO_WORDS && !text.includes(words)) return false;
  return name === '' || name === party || (account !== '' && plain(partyIs) === account);
}

const NO_WORDS = '  ';

/** Whole words between spaces: "FEE" is not in "COFFEE". */
const padded = (text: string): string => ` ${foldedWords(text)} `;
const foldedWords = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .join(' ');
const plain = (account: string): string => account.replace(/[^A-Za-z0-9]/g, '').toUpperCase();

const conditionsOf = ({ textHolds, partyIs, underMinor }: BankRule): number =>
  (textHolds ? 2 : 0) + (partyIs ? 2 : 0) + (underMinor === null ? 0 : 1);

function reasonsOf(rule: BankRule, money: (minor: bigint, currency: string) => string): string[] {
  const times = rule.timesUsed === 1 ? 'once' : `${rule.timesUsed} times`;
  return [
    rule.timesUsed === 0 ? 'Rule, not used yet' : `Rule, used ${times}`,
    ...(rule.textHolds ? [`Text holds “${rule.textHolds}”`] : []),
    ...(rule.partyIs ? [`Payer is ${rule.partyIs}`] : []),
    ...(rule.underMinor !== null && rule.currency ? [`Under ${money(rule.underMinor, rule.currency)}`] : []),
    ...(rule.timesWrong > 0 ? [`Undone ${rule.timesWrong === 1 ? 'once' : `${rule.timesWrong} times`}`] : []),
  ];
}
