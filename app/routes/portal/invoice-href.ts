/** Where an invoice stands: under a link's own address, or among the invoices of who is signed in. */
export const invoiceHrefOf = (root: string, invoiceId: string): string =>
  root === '' ? `/invoices/${invoiceId}` : `${root}?invoice=${invoiceId}`;
