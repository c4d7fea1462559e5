import type { ActivitySubject } from '../types.ts';

/** As the table holds them. */
const TITLE_MAX = 300;
const PEOPLE_MAX = 1_000;
export const BODY_MAX = 200_000;

const OWN_ID: readonly ActivitySubject[] = ['message', 'mail', 'note', 'invoice', 'document'];

/** True for what can stand on a timeline once only: its entry has the id of its row. */
export const hasOwnId = (subject: ActivitySubject): boolean => OWN_ID.includes(subject);

/** Texts from outside as they can be kept: no character the database refuses, no longer than it takes, a title never empty. */
export function searchable(given: { readonly title: string; readonly text: string; readonly people?: string }): {
  readonly head: string;
  readonly body: string;
  readonly people: string;
} {
  return {
    head: cut(given.title.replaceAll(/\s+/g, ' ').trim(), TITLE_MAX) || 'No subject',
    body: cut(given.text, BODY_MAX),
    people: cut(given.people ?? '', PEOPLE_MAX),
  };
}

/** Without NUL, which text cannot hold, and without halves of surrogate pairs, which a cut leaves behind. */
const cut = (text: string, max: number): string => text.slice(0, max).toWellFormed().replaceAll('\0', '');
