import { group, leaf, type XmlNode } from '#app/kernel/xml/write-xml.ts';
import type { EnAddress, EnId, EnParty } from '../types.ts';

/** A seller or buyer as a trade party of CII D16B. */
export function ciiParty(name: string, party: EnParty): XmlNode | null {
  const plain = party.identifiers.filter((one) => one.scheme === '');
  const global = party.identifiers.filter((one) => one.scheme !== '');
  return group(name, [
    ...plain.map((one) => leaf('ram:ID', one.id)),
    ...global.map((one) => leaf('ram:GlobalID', one.id, { schemeID: one.scheme })),
    leaf('ram:Name', party.name),
    leaf('ram:Description', party.legalForm),
    group('ram:SpecifiedLegalOrganization', [
      party.registration && leaf('ram:ID', party.registration.id, { schemeID: party.registration.scheme }),
      leaf('ram:TradingBusinessName', party.tradingName),
    ]),
    party.contact &&
      group('ram:DefinedTradeContact', [
        leaf('ram:PersonName', party.contact.name),
        group('ram:TelephoneUniversalCommunication', [leaf('ram:CompleteNumber', party.contact.phone)]),
        group('ram:EmailURIUniversalCommunication', [leaf('ram:URIID', party.contact.email)]),
      ]),
    party.address && addressNode(party.address),
    party.endpoint &&
      group('ram:URIUniversalCommunication', [
        leaf('ram:URIID', party.endpoint.id, { schemeID: party.endpoint.scheme }),
      ]),
    registration(party.taxRegistration && { ...party.taxRegistration, scheme: 'FC' }),
    registration(party.vatId === '' ? null : { scheme: 'VA', id: party.vatId }),
  ]);
}

const registration = (id: EnId | null): XmlNode | null =>
  id && group('ram:SpecifiedTaxRegistration', [leaf('ram:ID', id.id, { schemeID: id.scheme })]);

const addressNode = (address: EnAddress): XmlNode | null =>
  group('ram:PostalTradeAddress', [
    leaf('ram:PostcodeCode', address.postcode),
    leaf('ram:LineOne', address.lines[0]),
    leaf('ram:LineTwo', address.lines[1]),
    leaf('ram:LineThree', address.lines[2]),
    leaf('ram:CityName', address.city),
    leaf('ram:CountryID', address.country),
    leaf('ram:CountrySubDivisionName', address.region),
  ]);
