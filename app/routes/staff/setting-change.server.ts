import { minorToDecimal, parseMoney } from '#app/kernel/money.ts';
import { ok, type Result, refuse } from '#app/kernel/result.ts';
import type { Actor } from '#app/modules/audit/types.ts';
import { changeSetting, type SettingChange } from '#app/modules/company/commands/change-setting.server.ts';
import { keepLogo } from '#app/modules/company/commands/keep-logo.server.ts';
import { withdrawSetting } from '#app/modules/company/commands/withdraw-setting.server.ts';
import { settingForms } from '#app/modules/company/forms.ts';
import { keptLogo } from '#app/modules/company/queries/kept-logo.server.ts';
import type { SettingName, SettingRefusal, SettingValues } from '#app/modules/company/types.ts';
import { settingRefusalWords, surchargeCurrency, withdrawRefusalWords } from '#app/modules/company/ui/setting-words.ts';
import type { Moment } from '#app/platform/clock/clock.server.ts';
import { staffDb } from '#app/platform/db/handles.server.ts';
import { inTransaction } from '#app/platform/db/transaction.server.ts';
import { type FormRefusal, formRefusal, parseFields } from '#app/platform/http/form.server.ts';
import { renderSample } from '#app/workflows/render-sample.server.ts';
import { webProducer } from '#app/workflows/web-outside.server.ts';
import { previewSetting, type SettingPreview } from './setting-preview.server.ts';

/** What the action of a settings page works with. `file` is the logo that was chosen, if one was. */
export type Posted = {
  readonly what: SettingName;
  readonly key: string;
  readonly fields: [string, string][];
  readonly file: Uint8Array | null;
  readonly actor: Actor;
  readonly moment: Moment;
  readonly locale: string;
};

/** A form that was looked at: what the change would do, or null with what is wrong. */
export type Previewed = FormRefusal & {
  readonly preview: SettingPreview | null;
  readonly change: SettingChange | null;
};

/** The change that a form asks for, or the form to be shown again with what is wrong where. */
export async function readChange(
  posted: Posted,
): Promise<Result<{ change: SettingChange; fields: [string, string][] }, FormRefusal>> {
  const { what, key } = posted;
  if (what === 'surcharge') return readSurcharge(posted);
  const fields = what === 'branding' ? await withLogo(posted) : ok(posted.fields);
  if (!fields.ok) return fields;
  const read = parseFields(fields.value, settingForms[what]);
  if (!read.ok) return read;
  const { fromOn, reason, value } = read.value as { fromOn: SettingChange['fromOn']; reason: string; value: object };
  if (what !== 'branding')
    return ok({
      change: { what, key, fromOn, reason, value: value as SettingValues[SettingName] },
      fields: fields.value,
    });
  const { logo: sha256, ...look } = value as { logo?: string } & Omit<SettingValues['branding'], 'logo'>;
  const kept = sha256 ? await keptLogo(webProducer().files, sha256) : null;
  if (sha256 && !kept) return logoFault('The logo is gone from the store. Send it again.', fields.value);
  return ok({ change: { what, fromOn, reason, value: { ...look, logo: kept?.logo ?? null } }, fields: fields.value });
}

/** A surcharge: its fixed part is typed in the currency that the key names. */
function readSurcharge({
  key,
  fields,
}: Posted): Result<{ change: SettingChange; fields: [string, string][] }, FormRefusal> {
  const values = Object.fromEntries(fields);
  const code = surchargeCurrency(key);
  const fixed = code && values.fixed?.trim() ? parseMoney(values.fixed, code) : null;
  if (code && fixed && (!fixed.ok || fixed.value < 0n)) {
    const like = minorToDecimal(30n, code);
    return refuse(formRefusal({ fieldErrors: { fixed: [`Enter an amount like ${like}, or 0.`] }, values }));
  }
  const inMinor = fields.map(([name, text]): [string, string] =>
    name === 'fixed' && fixed?.ok ? [name, fixed.value.toString()] : [name, text],
  );
  const read = parseFields(inMinor, settingForms.surcharge);
  if (!read.ok) return refuse({ ...read.refusal, values });
  const { fromOn, reason, value } = read.value;
  return ok({ change: { what: 'surcharge', key, fromOn: fromOn as SettingChange['fromOn'], reason, value }, fields });
}

const logoFault = (text: string, fields: [string, string][]) =>
  refuse(formRefusal({ fieldErrors: { logoFile: [text] }, values: Object.fromEntries(fields) }));

/** The posted fields with the hash of a newly sent logo in place of the one before, or without one. */
async function withLogo({ fields, file }: Posted): Promise<Result<[string, string][], FormRefusal>> {
  const rest = fields.filter(([name]) => name !== 'logo' && name !== 'noLogo');
  if (file) {
    const kept = await keepLogo(webProducer().files, file);
    return kept.ok ? ok([...rest, ['logo', kept.value.sha256]]) : logoFault(kept.refusal, fields);
  }
  const hasNone = fields.some(([name]) => name === 'noLogo');
  return ok(hasNone ? rest : [...rest, ...fields.filter(([name, text]) => name === 'logo' && text !== '')]);
}

function refused(posted: Posted, refusal: SettingRefusal, fields: [string, string][]): FormRefusal {
  const { field, text } = settingRefusalWords(posted.what, refusal, posted.locale);
  const values = Object.fromEntries(fields);
  return formRefusal(field ? { fieldErrors: { [field]: [text] }, values } : { formErrors: [text], values });
}

/** What the change would do, with the fields to save it by; nothing is changed. */
export async function previewChange(posted: Posted): Promise<Result<Previewed, FormRefusal>> {
  const read = await readChange(posted);
  if (!read.ok) return read;
  const { change, fields } = read.value;
  const preview = await previewSetting(staffDb(), posted.actor, change, posted.moment);
  if (!preview.ok) return refuse(refused(posted, preview.refusal, fields));
  if (change.what === 'branding' && !(await canBeDrawn(change, preview.value)))
    return logoFault('The picture is damaged inside and cannot be drawn. Save it again and send it once more.', fields);
  return ok({ ...formRefusal({ values: Object.fromEntries(fields) }), preview: preview.value, change });
}

/** Draws a sample, so that a picture that is damaged inside is found before any document carries it. */
async function canBeDrawn({ fromOn }: SettingChange, { seller }: SettingPreview): Promise<boolean> {
  if (!seller.branding.logo) return true;
  return (await renderSample(webProducer(), { kind: 'receipt', language: 'en', on: fromOn, seller })).ok;
}

/** Makes the change that was previewed. */
export async function saveChange(posted: Posted): Promise<Result<SettingChange, FormRefusal>> {
  const read = await readChange(posted);
  if (!read.ok) return read;
  const { change, fields } = read.value;
  const saved = await inTransaction(staffDb(), (tx) => changeSetting(tx, posted.actor, change, posted.moment));
  return saved.ok ? ok(change) : refuse(refused(posted, saved.refusal, fields));
}

/** Takes a planned change back. */
export async function withdrawChange(posted: Posted, versionId: string): Promise<Result<undefined, FormRefusal>> {
  const done = await inTransaction(staffDb(), (tx) => withdrawSetting(tx, posted.actor, { versionId }, posted.moment));
  return done.ok ? ok() : refuse(formRefusal({ formErrors: [withdrawRefusalWords(done.refusal)] }));
}
