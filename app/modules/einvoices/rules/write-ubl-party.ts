import { group, leaf, type XmlNode } from '#app/kernel/xml/write-xml.ts';
import type { EnAddress, EnId, EnParty } from '../types.ts';

/** A seller or buyer as `cac:Party` of UBL 2.1. */
export function ublParty(party: EnParty): XmlNode | null {
  return group('cac:Party', [
    idNode('cbc:EndpointID', party.endpoint),
    party.activity && leaf('cbc:IndustryClassificationCode', party.activity.code, { name: party.activity.name }),
    ...party.identifiers.map((one) => group('cac:PartyIdentification', [idNode('cbc:ID', one)])),
    group('cac:PartyName', [leaf('cbc:Name', party.tradingName)]),
    party.address && addressNode(party.address),
    taxScheme(party.taxRegistration),
    taxScheme(party.vatId === '' ? null : { scheme: 'VAT', id: party.vatId }),
    group('cac:PartyLegalEntity', [
      leaf('cbc:RegistrationName', party.name),
      idNode('cbc:CompanyID', party.registration),
      leaf('cbc:CompanyLegalForm', party.legalForm),
    ]),
    party.contact &&
      group('cac:Contact', [
        leaf('cbc:Name', party.contact.name),
        leaf('cbc:Telephone', party.contact.phone),
        leaf('cbc:ElectronicMail', party.contact.email),
      ]),
  ]);
}

const idNode = (name: string, id: EnId | null): XmlNode | null => id && leaf(name, id.id, { schemeID: id.scheme });

const taxScheme = (registration: EnId | null): XmlNode | null =>
  registration &&
  group('cac:PartyTaxScheme', [
    leaf('cbc:CompanyID', registration.id),
    group('cac:TaxScheme', [leaf('cbc:ID', registration.scheme)]),
  ]);

const addressNode = (address: EnAddress): XmlNode | null =>
  group('cac:PostalAddress', [
    leaf('cbc:StreetName', address.lines[0]),
    leaf('cbc:AdditionalStreetName', address.lines[1]),
    leaf('cbc:CityName', address.city),
    leaf('cbc:PostalZone', address.postcode),
    leaf('cbc:CountrySubentity', address.region),
    group('cac:AddressLine', [leaf('cbc:Line', address.lines[2])]),
    group('cac:Country', [leaf('cbc:IdentificationCode', address.country)]),
  ]);
