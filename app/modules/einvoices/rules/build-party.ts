import { showText } from '#app/kernel/show-text.ts';
import type { Company } from '#app/modules/company/types.ts';
import type { BillTo } from '#app/modules/invoicing/types.ts';
import type { BuyerFacts, EinvoiceProfile, EnAddress, EnId, EnParty, PartyFacts, SellerFacts } from '../types.ts';

const LINES_MAX = 3;

/** An address in the parts the standard has: from the parts somebody entered, else the lines printed on the invoice. */
function addressOf(printed: readonly string[], country: string, facts: PartyFacts): EnAddress {
  const own = [facts.street].filter((line) => line !== '');
  const lines = facts.city === '' ? printed.map(showText).filter((line) => line !== '') : own.map(showText);
  const rest = lines.slice(LINES_MAX - 1).join(', ');
  return {
    lines: rest === '' ? lines : [...lines.slice(0, LINES_MAX - 1), rest],
    ...{ city: showText(facts.city), postcode: showText(facts.postcode), region: showText(facts.region), country },
  };
}

/** A tax number without blanks, and in Europe's formats with the country's letters before it (BR-CO-09). */
function taxId(number: string, country: string, profile: EinvoiceProfile): string {
  const bare = number.replace(/\s+/g, '').toUpperCase();
  if (bare === '' || profile === 'pint-my' || /^[A-Z]{2}/.test(bare)) return bare;
  return `${country === 'GR' ? 'EL' : country}${bare}`;
}

/** The seller (BG-4): the company as it stands, with what e-invoices need beyond it. */
export function sellerParty(company: Company, facts: SellerFacts, profile: EinvoiceProfile): EnParty {
  const name = showText(company.legalName || company.name);
  const { help } = company;
  const isMalaysian = profile === 'pint-my';
  return {
    name,
    tradingName: showText(company.name) === name ? '' : showText(company.name),
    identifiers: identifiersOf(facts.registration, profile),
    registration: facts.registration,
    vatId: taxId(company.taxNumber, company.country, profile),
    taxRegistration: facts.tin === '' ? null : { scheme: isMalaysian ? 'GST' : 'FC', id: showText(facts.tin) },
    legalForm: '',
    endpoint: facts.endpoint,
    address: addressOf(company.addressLines, company.country, facts),
    contact:
      help.email === '' && help.name === '' && help.phone === ''
        ? null
        : { name: showText(help.name), phone: showText(help.phone), email: showText(help.email) },
    activity: isMalaysian ? facts.msic : null,
  };
}

/** The buyer (BG-7): name, address and tax number as the invoice was issued to; the way to it as known today. */
export function buyerParty(billTo: BillTo, facts: BuyerFacts, profile: EinvoiceProfile): EnParty {
  const isMalaysian = profile === 'pint-my';
  const vatId = taxId(billTo.taxNumber, billTo.country, profile);
  return {
    name: showText(billTo.name),
    tradingName: '',
    identifiers: identifiersOf(facts.registration, profile),
    registration: facts.registration,
    vatId: vatId === '' && isMalaysian ? showText(facts.tin) : vatId,
    ...{ taxRegistration: null, legalForm: '', endpoint: facts.endpoint },
    address: addressOf(billTo.addressLines, billTo.country, facts),
    ...{ contact: null, activity: null },
  };
}

/** PINT-MY names a party by its registration as well. */
const identifiersOf = (registration: EnId | null, profile: EinvoiceProfile): EnId[] =>
  profile === 'pint-my' && registration ? [registration] : [];
