import { STAFF_ROLE_NAMES, STAFF_ROLES } from '#app/modules/auth/types.ts';
import type { QueueSetting, RungSetting } from '#app/modules/disputes/queries/dispute-settings.server.ts';
import { DISPUTE_KINDS } from '#app/modules/disputes/types.ts';
import type { FieldErrors } from '#app/ui/field.tsx';
import { Select, TextInput } from '#app/ui/inputs.tsx';
import { SettingForm } from './dispute-setting-forms.tsx';
import { clockOf, KIND_WORDS } from './dispute-words.ts';

type FormProps = { values: Record<string, string | undefined>; errors: FieldErrors };

/** Whom a queue is asked at, when it is open, and how soon it answers each kind. */
export function QueueForm({ queue, values, errors }: FormProps & { queue: QueueSetting }) {
  const text = (name: string, was: string) => ({ name, defaultValue: values[name] ?? was, error: errors[name] });
  const hours = (minutes: number | undefined) => (minutes === undefined ? '' : String(minutes / 60));
  return (
    <SettingForm title={`Change ${queue.name}`} intent="queue">
      <input type="hidden" name="code" value={queue.code} />
      <TextInput {...text('name', queue.name)} label="Name" />
      <TextInput {...text('email', queue.email)} label="E-mail address it is asked at" type="email" optional />
      <TextInput {...text('opens', clockOf(queue.opensMinute))} label="Opens" hint="Like 08:00" size="short" />
      <TextInput {...text('closes', clockOf(queue.closesMinute))} label="Closes" hint="Like 18:00" size="short" />
      <TextInput
        {...text('warn', hours(queue.warnMinutes))}
        label="Warned so many business hours before"
        size="short"
      />
      {DISPUTE_KINDS.map((kind) => {
        const target = queue.targets.find((one) => one.kind === kind);
        return (
          <div key={kind} className="flex flex-wrap gap-4">
            <TextInput
              {...text(`answer-${kind}`, hours(target?.answerMinutes))}
              label={`${KIND_WORDS[kind]}: answered within, hours`}
              size="short"
            />
            <TextInput
              {...text(`resolve-${kind}`, hours(target?.resolveMinutes))}
              label={`${KIND_WORDS[kind]}: resolved within, hours`}
              size="short"
            />
          </div>
        );
      })}
    </SettingForm>
  );
}

/** When a complaint that waits goes up, and to whom. */
export function RungForm({ rung, values, errors }: FormProps & { rung: RungSetting }) {
  const text = (name: string, was: string) => ({ name, defaultValue: values[name] ?? was, error: errors[name] });
  return (
    <SettingForm title={`Change rung ${rung.position}`} intent="rung">
      <input type="hidden" name="position" value={rung.position} />
      <TextInput {...text('name', rung.name)} label="Name" />
      <Select
        {...text('role', rung.role)}
        size="medium"
        label="In the role of"
        options={STAFF_ROLES.filter((role) => role !== 'partner').map((role) => ({
          value: role,
          label: STAFF_ROLE_NAMES[role],
        }))}
      />
      <TextInput {...text('afterDays', String(rung.afterDays))} label="After so many working days" size="short" />
    </SettingForm>
  );
}
