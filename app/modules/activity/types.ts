import type { Money } from '#app/kernel/money.ts';
import type { PlainDate } from '#app/kernel/plain-date.ts';

export const ACTIVITY_KINDS = [
  'mail_out',
  'mail_in',
  'call',
  'visit',
  'note',
  'promise',
  'dispute',
  'plan',
  'document',
  'payment',
] as const;
export type ActivityKind = (typeof ACTIVITY_KINDS)[number];

/** What an entry leads to. The entry of a message, mail, note, invoice or document carries that row's own id. */
export type ActivitySubject =
  | 'message'
  | 'mail'
  | 'note'
  | 'promise'
  | 'dispute'
  | 'plan'
  | 'invoice'
  | 'document'
  | 'payment';

/** Who did it: somebody signed in, the system, or somebody outside whom nobody has signed in. */
export type ActivityBy = {
  readonly kind: 'staff' | 'customer' | 'link' | 'system' | 'outside';
  readonly name: string;
};

/** One thing that happened, to be put on a customer's timeline. */
export type Activity = {
  readonly customerId: string;
  readonly kind: ActivityKind;
  readonly subjectKind: ActivitySubject;
  readonly subjectId: string;
  readonly at: Date;
  /** One sentence for colleagues, without a full stop; at most 300 characters count. */
  readonly title: string;
  /** What was said or written, as plain text; searched, and shown folded. */
  readonly text: string;
  readonly by: ActivityBy;
  /** Names and addresses of people outside, searched and forgotten with them. */
  readonly people?: string;
  readonly amount?: Money;
};

/** A file that came with an entry, by its name and its text. `part` counts from 1. */
export type ActivityFile = { readonly part: number; readonly name: string; readonly text: string };

export type TimelineRow = {
  readonly id: string;
  readonly kind: ActivityKind;
  readonly subjectKind: ActivitySubject;
  readonly subjectId: string;
  readonly at: Date;
  /** Where a page of the timeline goes on after this row. */
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** Whom it was with, outside. */
  readonly people: string;
  readonly amount: Money | null;
  readonly by: ActivityBy;
};

/** A place where what was asked for stands. */
export type SearchHit = {
  readonly entryId: string;
  readonly part: number;
  readonly key: string;
  readonly kind: ActivityKind;
  readonly subjectKind: ActivitySubject;
  readonly subjectId: string;
  readonly customerId: string;
  readonly customerName: string;
  readonly at: Date;
  readonly title: string;
  /** The file it stands in; empty where it stands in the entry itself. */
  readonly fileName: string;
  /** The piece of text around the words; `marked` pieces are what was asked for. */
  readonly excerpt: readonly { readonly text: string; readonly marked: boolean }[];
};

export const NOTE_KINDS = ['call', 'visit', 'note'] as const;
export type NoteKind = (typeof NOTE_KINDS)[number];

/** What somebody has still to do about a customer. */
export type NextStep = {
  readonly noteId: string;
  readonly kind: NoteKind;
  readonly step: string;
  readonly on: PlainDate | null;
  readonly madeByName: string;
  readonly madeAt: Date;
};

/** `unknown`: no such note or it has no next step. `done-already`: by whom. `future`: it cannot have happened yet. */
export type NoteRefusal =
  | { readonly code: 'unknown' }
  | { readonly code: 'future' }
  | { readonly code: 'done-already'; readonly byName: string };
