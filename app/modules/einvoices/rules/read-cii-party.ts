import type { XmlElement } from '#app/kernel/xml/read-xml.ts';
import type { EnAddress, EnId, EnParty } from '../types.ts';
import type { Places } from './xml-places.ts';

/** A trade party; one that is absent has an empty name. */
export function ciiPartyOf(places: Places, party: XmlElement | null): EnParty {
  const registrations = places.all(party, 'SpecifiedTaxRegistration').map((one) => idOf(places.at(one, 'ID')));
  const vat = registrations.find((one) => one?.scheme === 'VA' || one?.scheme === 'VAT');
  const address = places.at(party, 'PostalTradeAddress');
  const contact = places.at(party, 'DefinedTradeContact');
  return {
    name: places.text(party, 'Name'),
    tradingName: places.text(party, 'SpecifiedLegalOrganization', 'TradingBusinessName'),
    identifiers: [...places.all(party, 'ID'), ...places.all(party, 'GlobalID')].map(idOf).filter((one) => one !== null),
    registration: idOf(places.at(party, 'SpecifiedLegalOrganization', 'ID')),
    vatId: vat?.id ?? '',
    taxRegistration: registrations.find((one) => one !== null && one !== vat) ?? null,
    legalForm: places.text(party, 'Description'),
    endpoint: idOf(places.at(party, 'URIUniversalCommunication', 'URIID')),
    address: address && addressOf(places, address),
    contact: contact && {
      name: places.text(contact, 'PersonName'),
      phone: places.text(contact, 'TelephoneUniversalCommunication', 'CompleteNumber'),
      email: places.text(contact, 'EmailURIUniversalCommunication', 'URIID'),
    },
    activity: null,
  };
}

const idOf = (element: XmlElement | null): EnId | null =>
  element && element.text.trim() !== ''
    ? { scheme: element.attributes.get('schemeID')?.trim() ?? '', id: element.text.trim() }
    : null;

const addressOf = (places: Places, address: XmlElement): EnAddress => ({
  lines: ['LineOne', 'LineTwo', 'LineThree'].map((name) => places.text(address, name)).filter((line) => line !== ''),
  city: places.text(address, 'CityName'),
  postcode: places.text(address, 'PostcodeCode'),
  region: places.text(address, 'CountrySubDivisionName'),
  country: places.text(address, 'CountryID'),
});
