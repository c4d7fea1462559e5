import type { EinvoiceProfile } from '../types.ts';
import { PROFILE_SHAPES } from './profiles.ts';
import { onLines, type Rule, wholly } from './rule-shape.ts';

/** Of Peppol BIS Billing 3, those of its rules that go beyond the standard and hold for every country. */
const PEPPOL: readonly Rule[] = [
  wholly('PEPPOL-EN16931-R001', 'document', 'The business process (BT-23) is not named.', (i) => i.process !== ''),
  wholly(
    'PEPPOL-EN16931-R002',
    'document',
    'More than one note (BT-22) stands on the invoice.',
    (i) => i.notes.length <= 1,
  ),
  wholly(
    'PEPPOL-EN16931-R003',
    'document',
    'Neither the buyer’s reference (BT-10) nor an order number (BT-13) is named.',
    (i) => i.buyerReference !== '' || i.purchaseOrder !== '',
  ),
  wholly('PEPPOL-EN16931-R004', 'document', 'The specification (BT-24) is not that of Peppol BIS Billing 3.', (i) =>
    i.customization.startsWith(PROFILE_SHAPES.peppol.customization),
  ),
  wholly(
    'PEPPOL-EN16931-R005',
    'document',
    'The currency of the tax (BT-6) is the currency of the invoice.',
    (i) => i.taxCurrency === '' || i.taxCurrency !== i.currency,
  ),
  wholly('PEPPOL-EN16931-R007', 'document', 'The business process (BT-23) is not written as Peppol writes it.', (i) =>
    /^urn:fdc:peppol\.eu:2017:poacc:billing:[0-9]{2}:1\.0$/.test(i.process),
  ),
  wholly(
    'PEPPOL-EN16931-R010',
    'buyer',
    'The buyer has no electronic address (BT-49).',
    (i) => i.buyer.endpoint !== null,
  ),
  wholly(
    'PEPPOL-EN16931-R020',
    'seller',
    'The seller has no electronic address (BT-34).',
    (i) => i.seller.endpoint !== null,
  ),
  onLines(
    'PEPPOL-EN16931-R110',
    'The period of the line begins before that of the invoice.',
    (line, i) => !line.period?.from || !i.period?.from || line.period.from >= i.period.from,
  ),
  onLines(
    'PEPPOL-EN16931-R111',
    'The period of the line ends after that of the invoice.',
    (line, i) => !line.period?.to || !i.period?.to || line.period.to <= i.period.to,
  ),
  onLines(
    'PEPPOL-EN16931-R121',
    'The number of units the price is of (BT-149) is not above zero.',
    (line) => line.priceBase === null || !/^-|^0(\.0*)?$/.test(line.priceBase),
  ),
];

const MY_CATEGORIES = ['SA', 'SE', 'HVG', 'LVG', 'E', 'O', 'TTX'];

/** Of PINT-MY: its own identifiers and codes. Its published schematron is not at hand, so these are ours. */
const PINT_MY: readonly Rule[] = [
  wholly(
    'OWN-MY-01',
    'document',
    'The specification (BT-24) is not that of PINT-MY.',
    (i) => i.customization === PROFILE_SHAPES['pint-my'].customization,
  ),
  wholly(
    'OWN-MY-02',
    'document',
    'The business process (BT-23) is not that of PINT-MY.',
    (i) => i.process === PROFILE_SHAPES['pint-my'].process,
  ),
  wholly('OWN-MY-03', 'seller', 'The seller has no electronic address.', (i) => i.seller.endpoint !== null),
  wholly('OWN-MY-04', 'buyer', 'The buyer has no electronic address.', (i) => i.buyer.endpoint !== null),
  wholly(
    'OWN-MY-05',
    'seller',
    'The seller’s tax identification number (TIN) is missing.',
    (i) => i.seller.taxRegistration !== null,
  ),
  wholly(
    'OWN-MY-06',
    'seller',
    'The seller’s registration number (BRN) is missing.',
    (i) => i.seller.registration !== null,
  ),
  wholly(
    'OWN-MY-07',
    'seller',
    'What the seller does (MSIC) is missing.',
    (i) => i.seller.activity !== null && /^\d{5}$/.test(i.seller.activity.code),
  ),
  wholly(
    'OWN-MY-08',
    'buyer',
    'The buyer’s registration number (BRN) is missing.',
    (i) => i.buyer.registration !== null,
  ),
  onLines('OWN-MY-09', 'The tax category is none of Malaysia (SA, SE, HVG, LVG, E, O, TTX).', (line) =>
    line.categories.every((one) => MY_CATEGORIES.includes(one.code)),
  ),
  onLines('OWN-MY-10', 'Sales tax (SA) is 5 or 10 per cent, service tax (SE) 6 or 8.', (line) =>
    line.categories.every(
      (one) =>
        (one.code !== 'SA' || ['5', '10'].includes(one.rate ?? '')) &&
        (one.code !== 'SE' || ['6', '8'].includes(one.rate ?? '')),
    ),
  ),
];

export const PROFILE_RULES: Readonly<Record<EinvoiceProfile, readonly Rule[]>> = {
  ubl: [],
  cii: [],
  'factur-x': [],
  peppol: PEPPOL,
  'pint-my': PINT_MY,
};
