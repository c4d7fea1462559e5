import type { EinvoiceFault, EinvoiceProfile, EnInvoice, RuleSet } from '../types.ts';
import type { Rule } from './rule-shape.ts';
import { ARITHMETIC_RULES } from './rules-arithmetic.ts';
import { CATEGORY_RULES } from './rules-categories.ts';
import { CATEGORY_LIST, CONTENT_RULES } from './rules-content.ts';
import { PROFILE_RULES } from './rules-profiles.ts';

/** Ours, written from the public text of the standards. Raised whenever a rule is added or changed. */
const RULES_VERSION = '1';
const FAULTS_MAX = 200;

const NAMES: Readonly<Record<EinvoiceProfile, string>> = {
  ubl: 'Tallystick’s rules after EN 16931-1',
  cii: 'Tallystick’s rules after EN 16931-1',
  'factur-x': 'Tallystick’s rules after EN 16931-1',
  peppol: 'Tallystick’s rules after EN 16931-1 and Peppol BIS Billing 3',
  'pint-my': 'Tallystick’s rules after EN 16931-1 and PINT-MY',
};

/** The rules of a format. PINT-MY replaces the categories of the standard, and writes tax numbers without a country. */
export function rulesOf(profile: EinvoiceProfile): readonly Rule[] {
  const base = [...CONTENT_RULES, ...ARITHMETIC_RULES];
  if (profile === 'pint-my') return [...base.filter((rule) => rule.id !== 'BR-CO-09'), ...PROFILE_RULES[profile]];
  return [...base, CATEGORY_LIST, ...CATEGORY_RULES, ...PROFILE_RULES[profile]];
}

/** Runs every rule of a format. At most 200 faults are told; one is enough to be wrong. */
export function checkRules(invoice: EnInvoice, profile: EinvoiceProfile): { set: RuleSet; faults: EinvoiceFault[] } {
  const rules = rulesOf(profile);
  const faults = rules.flatMap((rule) => rule.check(invoice)).slice(0, FAULTS_MAX);
  return { set: { name: NAMES[profile], version: RULES_VERSION, rulesRun: rules.length }, faults };
}
