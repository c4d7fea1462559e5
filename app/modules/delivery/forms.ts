import { z } from 'zod';
import { parsePlainDate } from '#app/kernel/plain-date.ts';
import { CHANNELS, CONTACT_ROLES, DOCUMENT_KINDS, isEinvoiceProfileName } from './types.ts';

/** Characters that act on what stands around them. */
const ACTING = /[\u202a-\u202e\u2066-\u2069]/;
const line = (max: number, missing?: string) => {
  const text = missing === undefined ? z.string() : z.string(missing);
  return text
    .max(max, `Use ${max} characters or fewer.`)
    .refine((value) => !/[\n\r\t]/.test(value), 'Write this on one line.')
    .refine((value) => !ACTING.test(value), 'Remove the characters that change the direction of the text.');
};
const ticked = z
  .literal('yes')
  .optional()
  .transform((value) => value === 'yes');
const uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/, 'Choose one of the list.')
  .optional();

/** One kind of document: `default` is as the company does it. */
export const choiceForm = z
  .object({
    kind: z.enum(DOCUMENT_KINDS, 'Choose a kind of document.'),
    channel: z.enum([...CHANNELS, 'default'], 'Choose how it goes out.'),
    toRoles: z.array(z.enum(CONTACT_ROLES)).default([]),
    attaches: ticked,
    gathers: ticked,
    einvoiceProfile: z.string().refine(isEinvoiceProfileName, 'Choose a format of the list.').default(''),
  })
  .transform(({ kind, channel, toRoles, attaches, gathers, einvoiceProfile }, context) => {
    if (channel === 'default') return { kind, choice: null };
    if (channel === 'einvoice' && einvoiceProfile === '')
      context.addIssue({ code: 'custom', path: ['einvoiceProfile'], message: 'Choose the format of the file.' });
    if (channel === 'einvoice' && (kind === 'statement' || kind === 'receipt' || kind === 'reminder'))
      context.addIssue({
        code: 'custom',
        path: ['channel'],
        message: 'Only invoices and credit and debit notes have an e-invoice file.',
      });
    const mayGather = channel === 'email' && (kind === 'invoice' || kind === 'credit_note' || kind === 'debit_note');
    return {
      kind,
      choice: {
        ...{ channel, toRoles, attaches, gathers: gathers && mayGather ? ('day' as const) : ('each' as const) },
        einvoiceProfile: channel === 'einvoice' ? einvoiceProfile : '',
      },
    };
  });

/** Where a customer wants documents uploaded. There is no field for a password, and there will be none. */
export const portalForm = z.object({
  name: line(140, 'Enter what the portal is called.'),
  address: line(400, 'Enter the address of the portal.').refine(
    isSafeAddress,
    'Enter an address that begins with https:// and holds no user name or password.',
  ),
  requiredFields: z
    .string()
    .max(1_000, 'Use 1000 characters or fewer.')
    .default('')
    .transform((text) =>
      text
        .split('\n')
        .map((one) => one.trim())
        .filter(Boolean),
    )
    .refine((list) => list.length <= 20, 'Write down 20 fields at most.'),
  format: z.enum(['pdf', 'pdf_xml', 'xml', 'csv'], 'Choose what is uploaded.'),
  loginOwnerId: uuid,
  notes: z.string().max(2_000, 'Use 2000 characters or fewer.').default(''),
});

function isSafeAddress(text: string): boolean {
  if (!/^https:\/\/[^\s"<>\\]{3,390}$/.test(text) || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.');
}

export const routeForm = z.object({
  route: line(60).default(''),
  carriedById: uuid,
  hint: line(500).default(''),
});

/** A step of a person on one sending. What each needs is checked below. */
export const stepForm = z
  .object({
    kind: z.enum(
      ['submitted', 'accepted', 'rejected', 'paid_on', 'posted', 'assigned', 'handed_over', 'not_handed_over'],
      'Choose what happened.',
    ),
    reference: line(140).default(''),
    reason: line(500).default(''),
    person: line(140).default(''),
    paidOn: z.string().optional(),
    on: z.string().default(''),
    at: z.string().optional(),
    assignedId: uuid,
  })
  .transform((step, context) => {
    const say = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message });
    if (step.kind === 'submitted' && step.reference.trim() === '')
      say('reference', 'Enter the reference the portal gave you. Until then it is not delivered.');
    if (step.kind === 'rejected' && step.reason.trim() === '')
      say('reason', 'Say why the portal sent it back, so that it can be mended.');
    if (step.kind === 'not_handed_over' && step.reason.trim() === '')
      say('reason', 'Say why it could not be handed over.');
    if (step.kind === 'handed_over' && step.person.trim() === '') say('person', 'Enter who received it.');
    if (step.kind === 'paid_on' && !/^\d{4}-\d{2}-\d{2}$/.test(step.paidOn ?? ''))
      say('paidOn', 'Enter the day the portal says.');
    if (step.kind === 'handed_over' && !/^\d{2}:\d{2}$/.test(step.at ?? ''))
      say('at', 'Enter the time of day, like 14:02.');
    if (step.kind === 'handed_over' && step.on !== '' && !parsePlainDate(step.on).ok)
      say('on', 'Enter a day of the calendar.');
    return { ...step, reference: step.reference.trim(), reason: step.reason.trim(), person: step.person.trim() };
  });

export const contactChangeForm = z.object({
  email: z
    .string('Enter an e-mail address.')
    .max(254, 'Use 254 characters or fewer.')
    .transform((text) => text.trim().toLowerCase())
    .refine(
      (text) => /^[^\s<>()[\],;:\\"@]+@[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(text),
      'Enter an e-mail address, like name@example.com.',
    ),
  roles: z.array(z.enum(CONTACT_ROLES)).default([]),
});

const whole = (min: number, max: number, words: string) =>
  z
    .string(words)
    .regex(/^\d{1,3}$/, words)
    .transform(Number)
    .refine((value) => value >= min && value <= max, words);

export const contactRulesForm = z
  .object({
    quietUntil: whole(0, 23, 'Enter an hour from 0 to 23.'),
    quietFrom: whole(1, 24, 'Enter an hour from 1 to 24.'),
    restDays: ticked,
    capCount: whole(1, 50, 'Enter a number from 1 to 50.'),
    capDays: whole(1, 90, 'Enter a number of days from 1 to 90.'),
  })
  .refine(({ quietUntil, quietFrom }) => quietUntil < quietFrom, {
    path: ['quietFrom'],
    message: 'Enter an hour later than the first.',
  });
