/** Joins class names; false, null and undefined fall out, so that conditions read inline. */
export const classNames = (...parts: (string | false | null | undefined)[]): string | undefined =>
  parts.filter(Boolean).join(' ') || undefined;
