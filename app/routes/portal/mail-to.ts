/** A mail with its subject filled in, and its text where there is one; several addresses stand with commas between them. */
export const mailTo = (email: string, subject: string, text = ''): string =>
  `mailto:${email}?subject=${encodeURIComponent(subject)}${text === '' ? '' : `&body=${encodeURIComponent(text)}`}`;
