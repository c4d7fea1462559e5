import type { EinvoiceProfile, EinvoiceStep, Validation } from '../types.ts';

/** What the formats are called. */
export const PROFILE_NAMES: Readonly<Record<EinvoiceProfile, string>> = {
  ubl: 'UBL (EN 16931)',
  cii: 'CII (EN 16931)',
  peppol: 'Peppol BIS Billing 3',
  'factur-x': 'Factur-X (PDF with data)',
  'pint-my': 'PINT-MY (Malaysia)',
};

export const STEP_WORDS: Readonly<Record<EinvoiceStep, string>> = {
  made: 'Made',
  sent: 'Sent',
  accepted: 'Accepted',
  rejected: 'Rejected',
  cancelled: 'Cancelled',
};

const WORDS: Readonly<Record<Validation['word'], string>> = {
  valid: 'Valid',
  unvalidated: 'Unvalidated',
  invalid: 'Not valid',
};

/** The word and what it rests on: each schema and set of rules by name and version, with how many rules ran. */
export function validationText({ word, against }: Validation): string {
  const sets = against.map(
    ({ name, version, rulesRun }) => `${name}, version ${version}${rulesRun > 1 ? `, ${rulesRun} rules` : ''}`,
  );
  const ran = sets.length === 0 ? 'nothing could be checked' : sets.join('; ');
  if (word === 'valid') return `Valid against ${ran}. The official schematron did not run.`;
  if (word === 'unvalidated')
    return `Unvalidated: no published schema of this format is at hand. Checked without a fault: ${ran}.`;
  return `${WORDS[word]}. Checked: ${ran}.`;
}
