import type { z } from 'zod';
import type { PlainDate } from '#app/kernel/plain-date.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import { arrayFields, type FieldValues, fieldTree, pathName } from './form-fields.ts';
import { readFormData } from './read-body.server.ts';

/** What a form is shown again with: words per field, words for the whole, and what was typed. */
export type FormRefusal = {
  fieldErrors: Record<string, string[]>;
  formErrors: string[];
  /** Texts as they were sent, for the fields' default values. Verbatim fields (passwords) are left out. */
  values: FieldValues;
  /** The day the same form may be sent with, where the typed one lies in a closed month. */
  offeredOn?: PlainDate;
};

type ParseOptions = {
  /** Fields taken exactly as typed and never sent back: passwords. */
  verbatim?: readonly string[];
  bytesMax?: number;
};

const FORM_BYTES_MAX = 512 * 1024;
const FIELDS_MAX = 5_000;

/** A refusal in the shape forms are shown again with; for refusals of commands. */
export const formRefusal = (refusal: Partial<FormRefusal>): FormRefusal => ({
  fieldErrors: refusal.fieldErrors ?? {},
  formErrors: refusal.formErrors ?? [],
  values: refusal.values ?? {},
  ...(refusal.offeredOn ? { offeredOn: refusal.offeredOn } : {}),
});

/**
 * Reads and checks a posted form. Unknown fields are dropped by the schema, empty ones are absent, repeated ones are
 * refused unless the schema wants an array. Give the schema the words: `z.string('Enter your e-mail address')`.
 */
export async function parseForm<Schema extends z.ZodType>(
  request: Request,
  schema: Schema,
  options: ParseOptions = {},
): Promise<Result<z.output<Schema>, FormRefusal>> {
  const form = await readFormData(request, { bytesMax: options.bytesMax ?? FORM_BYTES_MAX });
  if (!form.ok) {
    const text =
      form.refusal.code === 'too-large' ? 'This is too much text to send at once.' : 'The form could not be read.';
    return refuse(formRefusal({ formErrors: [`${text} Nothing was saved.`] }));
  }
  return parseFields(textFields(form.value), schema, options);
}

/** The same for fields that were read already, or for a query string: `parseFields(url.searchParams, schema)`. */
export function parseFields<Schema extends z.ZodType>(
  fields: Iterable<readonly [string, string]>,
  schema: Schema,
  { verbatim = [] }: ParseOptions = {},
): Result<z.output<Schema>, FormRefusal> {
  const list = [...fields];
  if (list.length > FIELDS_MAX)
    return refuse(formRefusal({ formErrors: ['The form has too many fields. Nothing was saved.'] }));
  const { tree, values, problems } = fieldTree(list, { schema, verbatim });
  for (const name of arrayFields(schema)) if (!(name in tree)) Object.assign(tree, { [name]: [] });

  const parsed = schema.safeParse(tree, { error: plainWords });
  if (parsed.success && problems.length === 0) return ok(parsed.data);

  const refusal = formRefusal({ values });
  const say = (name: string, text: string) => {
    if (name === '') refusal.formErrors.push(text);
    else refusal.fieldErrors[name] = [...(refusal.fieldErrors[name] ?? []), text];
  };
  for (const { name, text } of problems) say(name, text);
  for (const issue of parsed.error?.issues ?? []) {
    const name = pathName(issue.path);
    if (!problems.some((problem) => problem.name === name)) say(name, issue.message);
  }
  return refuse(refusal);
}

/** The text fields of a form; files are read by `readUpload`. */
export function* textFields(form: FormData): Generator<readonly [string, string]> {
  for (const [name, value] of form) if (typeof value === 'string') yield [name, value];
}

// Only for fields whose schema brings no words of its own.
function plainWords(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.code === 'invalid_type' && issue.input === undefined) return 'Fill this in.';
  if (issue.code === 'invalid_value') return issue.input === undefined ? 'Choose one.' : 'Choose one of the list.';
  if (issue.code === 'too_big') return `This is too long: ${String(issue.maximum)} at most.`;
  if (issue.code === 'unrecognized_keys') return 'The form holds fields that do not belong to it. Reload the page.';
  return undefined;
}
