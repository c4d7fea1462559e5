import { z } from 'zod';
import { type BuyerFacts, EINVOICE_PROFILES, type PartyFacts, type SellerFacts } from './types.ts';

const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const text = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !/[\n\t]/.test(value), 'Write this on one line.')
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.')
    .default('');
const scheme = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^([0-9A-Z]{2,4})?$/, 'Use the code of the list, like 0088 or 9930.')
  .default('');

const party = {
  endpointScheme: scheme,
  endpointId: text(100),
  registrationScheme: scheme,
  registrationId: text(60),
  tin: text(30),
  street: text(120),
  city: text(80),
  postcode: text(20),
  region: text(60),
};
type PartyFields = { [Name in keyof typeof party]: string };

type Say = (path: string, message: string) => void;

function partyOf(fields: PartyFields, say: Say): PartyFacts {
  if (fields.endpointId !== '' && fields.endpointScheme === '')
    say('endpointScheme', 'Say from which list the electronic address is, like 0088 for a GLN.');
  if (fields.endpointScheme !== '' && fields.endpointId === '') say('endpointId', 'Enter the electronic address.');
  if (fields.city === '' && (fields.street !== '' || fields.postcode !== ''))
    say('city', 'Enter the city too, or leave all of the address empty to use the one on invoices.');
  return {
    endpoint: fields.endpointId === '' ? null : { scheme: fields.endpointScheme, id: fields.endpointId },
    registration:
      fields.registrationId === '' ? null : { scheme: fields.registrationScheme, id: fields.registrationId },
    ...{ tin: fields.tin, street: fields.street, city: fields.city, postcode: fields.postcode, region: fields.region },
  };
}

/** What e-invoices say of a customer, as a screen asks for it. */
export const buyerFactsForm = z
  .object({
    profile: z.enum([...EINVOICE_PROFILES, ''], 'Choose a format of the list.').default(''),
    portalDownload: z
      .literal('yes')
      .optional()
      .transform((value) => value === 'yes'),
    buyerReference: text(100),
    ...party,
  })
  .transform(({ profile, portalDownload, buyerReference, ...fields }, context): BuyerFacts => {
    const say: Say = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    return { ...partyOf(fields, say), profile: profile === '' ? null : profile, portalDownload, buyerReference };
  });

/** What e-invoices say of the seller. */
export const sellerFactsForm = z
  .object({
    msicCode: z
      .string()
      .trim()
      .regex(/^(\d{5})?$/, 'An MSIC code has five digits, like 46900.')
      .default(''),
    msicName: text(200),
    ...party,
  })
  .transform(({ msicCode, msicName, ...fields }, context): SellerFacts => {
    const say: Say = (path, message) => context.addIssue({ code: 'custom', path: [path], message });
    if (msicCode !== '' && msicName === '') say('msicName', 'Say what the code means, as the list names it.');
    return { ...partyOf(fields, say), msic: msicCode === '' ? null : { code: msicCode, name: msicName } };
  });

/** The values a form of these facts begins with. */
export const partyValues = (facts: PartyFacts): Record<string, string> => ({
  ...{ endpointScheme: facts.endpoint?.scheme ?? '', endpointId: facts.endpoint?.id ?? '' },
  ...{ registrationScheme: facts.registration?.scheme ?? '', registrationId: facts.registration?.id ?? '' },
  ...{ tin: facts.tin, street: facts.street, city: facts.city, postcode: facts.postcode, region: facts.region },
});
