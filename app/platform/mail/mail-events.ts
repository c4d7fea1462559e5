/** What the provider tells about a mail of ours, or hands over as one from outside. */
export type MailEvent = {
  /** The same on every delivery of the same event: store it once under this id. */
  readonly eventId: string;
  readonly at: string;
  /** The whole event, ready for a jsonb column. */
  readonly payload: Readonly<Record<string, unknown>>;
} & (
  | {
      readonly kind: 'sent' | 'delivered' | 'delayed' | 'complained' | 'opened' | 'clicked';
      readonly providerId: string;
      readonly to: readonly string[];
    }
  | {
      readonly kind: 'bounced' | 'failed' | 'suppressed';
      readonly providerId: string;
      readonly to: readonly string[];
      readonly reason: string | null;
      /** False where another try may succeed later (a full mailbox). */
      readonly permanent: boolean;
    }
  | {
      readonly kind: 'received';
      readonly providerId: string;
      readonly from: string;
      readonly to: readonly string[];
      readonly subject: string;
      readonly messageId: string | null;
    }
  | { readonly kind: 'other'; readonly type: string }
);

const PROGRESS: Readonly<Record<string, 'sent' | 'delivered' | 'delayed' | 'complained' | 'opened' | 'clicked'>> = {
  'email.sent': 'sent',
  'email.delivered': 'delivered',
  'email.delivery_delayed': 'delayed',
  'email.complained': 'complained',
  'email.opened': 'opened',
  'email.clicked': 'clicked',
};
const TROUBLE: Readonly<Record<string, 'bounced' | 'failed' | 'suppressed'>> = {
  'email.bounced': 'bounced',
  'email.failed': 'failed',
  'email.suppressed': 'suppressed',
};

/** Reads a verified event; an unknown type becomes `other`, so that it can be stored and acknowledged. */
export function readMailEvent(eventId: string, payload: Readonly<Record<string, unknown>>): MailEvent {
  const type = textOf(payload.type) ?? '';
  const data = isRecord(payload.data) ? payload.data : {};
  const base = { eventId, at: textOf(payload.created_at) ?? '', payload };
  const providerId = textOf(data.email_id);
  const to = listOf(data.to);
  const progress = PROGRESS[type];
  const trouble = TROUBLE[type];
  if (providerId === null) return { ...base, kind: 'other', type };
  if (progress !== undefined) return { ...base, kind: progress, providerId, to };
  if (trouble !== undefined) return { ...base, kind: trouble, providerId, to, ...causeOf(data) };
  if (type !== 'email.received') return { ...base, kind: 'other', type };
  return {
    ...base,
    kind: 'received',
    providerId,
    from: textOf(data.from) ?? '',
    to,
    subject: textOf(data.subject) ?? '',
    messageId: textOf(data.message_id),
  };
}

function causeOf(data: Record<string, unknown>): { reason: string | null; permanent: boolean } {
  const { bounce, failed, suppressed } = data;
  const cause = [bounce, failed, suppressed].find(isRecord);
  return { reason: textOf(cause?.message) ?? textOf(cause?.reason), permanent: textOf(cause?.type) !== 'Transient' };
}

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
const listOf = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
