import type { EinvoiceProfile } from '../types.ts';

type Shape = {
  readonly syntax: 'ubl' | 'cii';
  /** BT-24 and BT-23 */
  readonly customization: string;
  readonly process: string;
  /** Of the file that is handed over. */
  readonly mediaType: 'application/xml' | 'application/pdf';
  readonly ending: string;
};

const EN16931 = 'urn:cen.eu:en16931:2017';

/** What each format says it is. The EN 16931 profile of Factur-X carries the identifier of the standard itself. */
export const PROFILE_SHAPES: Readonly<Record<EinvoiceProfile, Shape>> = {
  ubl: { syntax: 'ubl', customization: EN16931, process: '', mediaType: 'application/xml', ending: 'ubl.xml' },
  cii: { syntax: 'cii', customization: EN16931, process: '', mediaType: 'application/xml', ending: 'cii.xml' },
  peppol: {
    ...{ syntax: 'ubl', mediaType: 'application/xml', ending: 'peppol.xml' },
    customization: `${EN16931}#compliant#urn:fdc:peppol.eu:2017:poacc:billing:3.0`,
    process: 'urn:fdc:peppol.eu:2017:poacc:billing:01:1.0',
  },
  'factur-x': {
    ...{ syntax: 'cii', mediaType: 'application/pdf', ending: 'factur-x.pdf' },
    ...{ customization: EN16931, process: '' },
  },
  'pint-my': {
    ...{ syntax: 'ubl', mediaType: 'application/xml', ending: 'pint-my.xml' },
    ...{ customization: 'urn:peppol:pint:billing-1@my-1', process: 'urn:peppol:bis:billing' },
  },
};

/** A number may be a legacy one with anything in it; a file's name holds letters, digits, dot, dash and underscore. */
export const einvoiceFileName = (number: string, profile: EinvoiceProfile): string =>
  `${number.replaceAll(/[^\p{L}\p{N}._-]+/gu, '-')}.${PROFILE_SHAPES[profile].ending}`;

/**
 * A line in this unit is no line of goods but an amount on the whole document: an allowance (BG-20, below zero) or a
 * charge (BG-21). A received invoice is read back the same way.
 */
export const WHOLE_DOCUMENT_UNITS = { allowance: 'allowance', charge: 'charge' } as const;
