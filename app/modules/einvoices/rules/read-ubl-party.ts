import type { XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { EnAddress, EnId, EnParty } from '../types.ts';
import type { Places } from './xml-places.ts';

/** A `cac:Party`; one that is absent has an empty name. */
export function ublPartyOf(places: Places, party: XmlElement | null): EnParty {
  const id = (...path: string[]): EnId | null => idOf(places.at(party, ...path));
  const schemes = places.all(party, 'PartyTaxScheme');
  const isVat = (one: XmlElement) => places.text(one, 'TaxScheme', 'ID').toUpperCase() === 'VAT';
  const other = schemes.find((one) => !isVat(one)) ?? null;
  const address = places.at(party, 'PostalAddress');
  const activity = places.at(party, 'IndustryClassificationCode');
  const contact = places.at(party, 'Contact');
  const tradingName = places.text(party, 'PartyName', 'Name');
  return {
    name: places.text(party, 'PartyLegalEntity', 'RegistrationName'),
    tradingName,
    identifiers: places
      .all(party, 'PartyIdentification')
      .map((one) => idOf(places.at(one, 'ID')))
      .filter((one) => one !== null),
    registration: id('PartyLegalEntity', 'CompanyID'),
    vatId: places.text(schemes.find(isVat) ?? null, 'CompanyID'),
    taxRegistration:
      other && places.text(other, 'CompanyID') !== ''
        ? { scheme: places.text(other, 'TaxScheme', 'ID'), id: places.text(other, 'CompanyID') }
        : null,
    legalForm: places.text(party, 'PartyLegalEntity', 'CompanyLegalForm'),
    endpoint: id('EndpointID'),
    address: address && addressOf(places, address),
    contact: contact && {
      ...{ name: places.text(contact, 'Name'), phone: places.text(contact, 'Telephone') },
      email: places.text(contact, 'ElectronicMail'),
    },
    activity: activity && { code: activity.text.trim(), name: activity.attributes.get('name') ?? '' },
  };
}

const idOf = (element: XmlElement | null): EnId | null =>
  element && element.text.trim() !== ''
    ? { scheme: element.attributes.get('schemeID')?.trim() ?? '', id: element.text.trim() }
    : null;

const addressOf = (places: Places, address: XmlElement): EnAddress => ({
  lines: [
    places.text(address, 'StreetName'),
    places.text(address, 'AdditionalStreetName'),
    places.text(address, 'AddressLine', 'Line'),
  ].filter((line) => line !== ''),
  city: places.text(address, 'CityName'),
  postcode: places.text(address, 'PostalZone'),
  region: places.text(address, 'CountrySubentity'),
  country: places.text(address, 'Country', 'IdentificationCode'),
});
