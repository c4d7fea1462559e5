import type { ActivityKind, ActivitySubject } from '#app/modules/activity/types.ts';
import type { MessageFared } from '#app/modules/delivery/queries/message-states.server.ts';

export const KIND_WORDS: Readonly<Record<ActivityKind, string>> = {
  ...{ mail_out: 'Mails sent', mail_in: 'Mails in', call: 'Calls', visit: 'Visits', note: 'Notes' },
  ...{ promise: 'Promises', dispute: 'Disputes and questions', plan: 'Payment plans' },
  ...{ document: 'Documents', payment: 'Payments' },
};

/** The same for one of them. */
export const ONE_OF_KIND: Readonly<Record<ActivityKind, string>> = {
  ...{ mail_out: 'Mail sent', mail_in: 'Mail in', call: 'Call', visit: 'Visit', note: 'Note' },
  ...{ promise: 'Promise', dispute: 'Dispute', plan: 'Payment plan', document: 'Document', payment: 'Payment' },
};

const STATE_WORDS: Readonly<Record<MessageFared['state'], string>> = {
  ...{ queued: 'waits to leave', sent: 'sent', delivered: 'arrived', bounced: 'came back', failed: 'not sent' },
  suppressed: 'kept back',
};

/** To whom a message went, and what became of it; the reason where it did not arrive. */
export function faredWords({ state, reason, toAddress }: MessageFared): string {
  const why = state === 'delivered' || state === 'sent' ? '' : reason;
  return [`to ${toAddress}: ${STATE_WORDS[state]}`, why].filter(Boolean).join('. ');
}

type Leads = { readonly customerId: string; readonly subjectKind: ActivitySubject; readonly subjectId: string };

/** Where a thing of a timeline can be looked at; null where the timeline says all there is. */
export function pathOf({ customerId, subjectKind, subjectId }: Leads): string | null {
  switch (subjectKind) {
    case 'invoice':
      return `/staff/invoices/${subjectId}`;
    case 'payment':
      return `/staff/payments/${subjectId}`;
    case 'dispute':
      return `/staff/disputes/${subjectId}`;
    case 'plan':
      return `/staff/plans/${subjectId}`;
    case 'mail':
      return `/staff/inbox/${subjectId}`;
    case 'promise':
      return `/staff/customers/${customerId}/promises`;
    case 'document':
      return `/staff/customers/${customerId}?tab=documents`;
    case 'message':
    case 'note':
      return null;
  }
}
