import type { Channel, ContactRole, DeliveryChoice, DeliveryState, DocumentKind, TimelineEntry } from '../types.ts';

export const CHANNEL_WORDS: Readonly<Record<Channel, string>> = {
  email: 'E-mail',
  portal: 'On the portal only',
  einvoice: 'E-invoice file by e-mail',
  supplier_portal: 'Uploaded to their supplier portal',
  post: 'Post',
  hand: 'By hand',
};
export const KIND_WORDS: Readonly<Record<DocumentKind, string>> = {
  invoice: 'Invoices',
  credit_note: 'Credit notes',
  debit_note: 'Debit notes',
  statement: 'Statements',
  receipt: 'Receipts',
  reminder: 'Reminders',
};
export const ONE_KIND_WORDS: Readonly<Record<DocumentKind, string>> = {
  invoice: 'Invoice',
  credit_note: 'Credit note',
  debit_note: 'Debit note',
  statement: 'Statement',
  receipt: 'Receipt',
  reminder: 'Reminder',
};
export const ROLE_WORDS: Readonly<Record<ContactRole, string>> = {
  accounts_payable: 'Accounts payable',
  purchasing: 'Purchasing',
  site: 'Site',
  management: 'Management',
};
export const STATE_WORDS: Readonly<Record<DeliveryState, string>> = {
  waiting: 'To do',
  printed: 'Printed',
  sent: 'Sent',
  submitted: 'Submitted',
  delivered: 'Delivered',
  rejected: 'Rejected, to do again',
  failed: 'Not delivered',
  withdrawn: 'Taken back',
};
export const FORMAT_WORDS = {
  pdf: 'PDF',
  pdf_xml: 'PDF and XML',
  xml: 'XML',
  csv: 'CSV of the lines',
} as const;

const STEP_WORDS: Readonly<Record<TimelineEntry['kind'], string>> = {
  ordered: 'Ordered',
  queued: 'Waiting to be sent',
  held: 'Waits',
  withdrawn: 'Taken back before it left',
  suppressed: 'Kept back',
  sent: 'Sent',
  delivered: 'Delivered',
  bounced: 'Came back',
  failed: 'Could not be sent',
  opened: 'Opened, as far as mail programs tell',
  shown: 'Shown on the portal',
  printed: 'Printed',
  reprinted: 'Printed again',
  posted: 'Posted',
  assigned: 'Given to carry',
  handed_over: 'Hand-delivered',
  not_handed_over: 'Could not be handed over',
  submitted: 'Submitted to their portal',
  accepted: 'Accepted by their portal',
  rejected: 'Rejected by their portal',
  paid_on: 'Their portal says when it will be paid',
  retried: 'Sent again to a mended address',
  viewed: 'Viewed by the customer',
};

/** After "Ordered" or "Do not send". */
export const CHANNEL_WAYS: Readonly<Record<Channel, string>> = {
  email: 'by e-mail',
  portal: 'for the portal',
  einvoice: 'as an e-invoice file',
  supplier_portal: 'for their supplier portal',
  post: 'by post',
  hand: 'by hand',
};

/** What a step of the timeline says: "Hand-delivered 14:02, received by R. Shah". `time` is the time of day it happened. */
export function stepText(entry: TimelineEntry, time: string): string {
  if (entry.kind === 'ordered' && entry.channel) return `Ordered ${CHANNEL_WAYS[entry.channel]}`;
  if (entry.kind === 'handed_over') return `Hand-delivered ${time}, received by ${entry.person}`;
  if (entry.kind === 'assigned') return `Given to ${entry.person} to carry`;
  return STEP_WORDS[entry.kind];
}

const ON_ITS_WAY: Readonly<Record<Channel, string>> = {
  email: 'Its PDF is being made and sent.',
  portal: 'The customer finds it in the portal; no mail goes out.',
  einvoice: 'Its e-invoice file is being made and sent.',
  supplier_portal: 'It waits under Delivery to be uploaded to their portal.',
  post: 'It waits under Delivery to be printed and posted.',
  hand: 'It waits under Delivery to be carried.',
};

/** What becomes of a document that was just issued, by the way it goes out. */
export function onItsWay(
  { channel, gathers }: Pick<DeliveryChoice, 'channel' | 'gathers'>,
  reachesSomebody: boolean,
): string {
  if (!reachesSomebody) return 'It goes to nobody: no one is named who receives it.';
  if (channel === 'email' && gathers === 'day') return 'It leaves with the other documents of the day.';
  return ON_ITS_WAY[channel];
}
