import type { CustomerId, InvoiceId } from '#app/kernel/ids.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { SYSTEM } from '#app/modules/audit/types.ts';
import { createScopedLink } from '#app/modules/auth/commands/create-scoped-link.server.ts';
import type { Company } from '#app/modules/company/types.ts';
import type { Customer } from '#app/modules/customers/types.ts';
import type { Message } from '#app/modules/delivery/types.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type EmailName, type EmailProps, type RenderedEmail, renderEmail } from '#emails/render-email.ts';
import { localeFor } from './document-props.ts';
import type { Outside } from './outside.server.ts';

export type Composer = Pick<Outside, 'db' | 'baseUrl' | 'mailFrom' | 'sealSecret' | 'replyDomain'> & {
  /** Shown to a colleague and never sent: links and codes are stood in for, none is made. */
  readonly isPreview?: true;
};
/** Why there is nothing to send; kept with the message for people to read. */
export type NothingToSend = { readonly code: 'nothing-to-send'; readonly reason: string };
export type Letterhead = {
  readonly company: Company;
  readonly customer: Customer | null;
  readonly moment: Moment;
  /** Who signs in with the address; their own language goes before the customer's. */
  readonly reader?: { readonly name: string; readonly language: string | null } | null;
};
/** A letter that is ready to be rendered. */
export type Rendering = Result<() => Promise<RenderedEmail>, NothingToSend>;

export const nothing = (reason: string) => refuse({ code: 'nothing-to-send', reason } as const);
export const letter = <Name extends EmailName>(name: Name, props: EmailProps<Name>): Rendering =>
  ok(() => renderEmail(name, props));

/** What every letter says the same way. */
export function common(message: Message, { company, customer, reader }: Letterhead) {
  const recipient = customer?.contacts.find((contact) => contact.email === message.toAddress);
  return {
    locale: localeFor(reader?.language ?? customer?.language ?? 'en', company),
    company: company.name,
    contact: { name: company.help.name || company.name, phone: company.help.phone || null },
    recipientName: recipient?.name ?? (reader?.name || null),
  };
}

/** Stands where a token would, in a mail that is only looked at. */
export const PREVIEW_TOKEN = 'made-when-it-is-sent';

/** An address that opens these invoices and nothing else, without a sign-in; made for this mail alone. */
export async function scopedAddress(
  outside: Composer,
  of: { readonly message: Message; readonly customerId: string; readonly invoiceIds: readonly string[] },
  moment: Moment,
): Promise<string> {
  if (outside.isPreview) return `${outside.baseUrl}/i/${PREVIEW_TOKEN}`;
  const input = {
    customerId: of.customerId as CustomerId,
    invoiceIds: of.invoiceIds as readonly InvoiceId[],
    sentTo: of.message.toAddress,
  };
  const made = await inTransaction(outside.db, (tx) => createScopedLink(tx, SYSTEM, input, moment));
  if (!made.ok) throw new Error('a scoped link is never refused');
  return `${outside.baseUrl}/i/${made.value.token}`;
}
