import type { AskedContact, Contact } from '#app/modules/customers/types.ts';

const yes = (said: boolean | undefined): string => (said === undefined ? '' : said ? 'Yes' : 'No');

/** A contact as it stood and as it is asked for, fact by fact. */
export const contactFacts = (value: AskedContact, was: Partial<Contact>) => [
  ...(value.remove ? [{ label: 'Documents', before: 'Sent there', after: 'Nothing any more' }] : []),
  { label: 'Name', before: was.name ?? '', after: value.name },
  { label: 'E-mail address', before: was.email ?? '', after: value.email },
  { label: 'Telephone', before: was.phone ?? '', after: value.phone },
  { label: 'Gets invoices', before: yes(was.receivesInvoices), after: yes(value.receivesInvoices) },
  { label: 'Gets statements', before: yes(was.receivesStatements), after: yes(value.receivesStatements) },
];
