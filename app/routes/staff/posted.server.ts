import { data } from 'react-router';
import { textFields } from '#app/platform/http/form.server.ts';
import { readFormData } from '#app/platform/http/read-body.server.ts';

const FORM_BYTES_MAX = 512 * 1024;

/** The fields of a posted form that has several buttons; larger forms than ours answer 413. */
export async function postedFields(
  request: Request,
): Promise<{ fields: [string, string][]; intent: string; of(name: string): string }> {
  const form = await readFormData(request, { bytesMax: FORM_BYTES_MAX });
  if (!form.ok)
    throw data({ title: 'This was too much at once', text: 'Nothing was saved. Send less text at a time.' }, 413);
  const fields = [...textFields(form.value)].map(([name, text]): [string, string] => [name, text]);
  const of = (name: string) => fields.find(([field]) => field === name)?.[1] ?? '';
  return { fields, intent: of('intent'), of };
}
