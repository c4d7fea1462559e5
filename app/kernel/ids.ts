/**
 * Row ids are UUID v7, made by PostgreSQL (`uuidv7()`): sortable by age, 16 bytes, not guessable enough to be a secret
 * but never used as one. One brand per table keeps an invoice id from being passed where a payment id is wanted.
 */
declare const brand: unique symbol;
export type Id<Name extends string> = string & { readonly [brand]: Name };

export type CustomerId = Id<'customer'>;
export type ContactId = Id<'contact'>;
export type UserId = Id<'user'>;
export type SessionId = Id<'session'>;
export type EntryId = Id<'entry'>;
export type OpenItemId = Id<'open-item'>;
export type ApplicationId = Id<'application'>;
export type HoldId = Id<'hold'>;
export type DraftId = Id<'draft'>;
export type InvoiceId = Id<'invoice'>;
export type PaymentId = Id<'payment'>;
export type AttemptId = Id<'attempt'>;
export type DocumentId = Id<'document'>;
export type MessageId = Id<'message'>;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** Parses text from a URL or a form. Returns null for anything that is not a lower-case UUID, so a route answers 404. */
export function parseId<T extends Id<string>>(text: string | undefined | null): T | null {
  return text && UUID.test(text) ? (text as T) : null;
}
