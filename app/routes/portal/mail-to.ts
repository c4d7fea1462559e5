/** A mail to the help contact with its subject filled in; the only way to ask a question until questions have a page. */
export const mailTo = (email: string, subject: string): string =>
  `mailto:${email}?subject=${encodeURIComponent(subject)}`;
