/** Who acts: a member of staff, a signed-in customer, the holder of a scoped link, or the system itself. */
export type Actor = {
  readonly kind: 'staff' | 'customer' | 'link' | 'system';
  readonly id: string | null;
  readonly name: string;
  readonly requestId: string | null;
  /** Of staff: the role they act in, so that a command can ask what it may do alone. */
  readonly role?: string;
};

export const SYSTEM: Actor = { kind: 'system', id: null, name: 'Tallystick', requestId: null };

/** One thing done. `before` and `after` hold named fields only; amounts as text of minor units. */
export type AuditRow = {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly customerId?: string | null;
  readonly before?: Readonly<Record<string, unknown>> | null;
  readonly after?: Readonly<Record<string, unknown>> | null;
  readonly reason?: string;
};
