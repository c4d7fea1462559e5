import { Form, useLocation, useRouteLoaderData } from 'react-router';

type Look = { theme: string; density: string };

const themes = [
  ['system', 'Automatic'],
  ['light', 'Light'],
  ['dark', 'Dark'],
] as const;
const densities = [
  ['comfortable', 'Roomy'],
  ['compact', 'Compact'],
] as const;

/** How this browser wants its pages; null where the root has not told (an error page). */
export const useLook = (): Look | null => (useRouteLoaderData('root') as Look | undefined) ?? null;

type LookSwitchProps = { action: string; withDensity?: boolean };

/** Buttons that post the choice and come back to the same page; the server paints it from then on. */
export function LookSwitch({ action, withDensity = false }: LookSwitchProps) {
  const look = useLook();
  const { pathname, search } = useLocation();
  if (!look) return null;
  return (
    <details className="fold look-switch">
      <summary>Appearance</summary>
      <Form method="post" action={action} preventScrollReset>
        <input type="hidden" name="next" value={`${pathname}${search}`} />
        <Choices name="theme" label="Colours" options={themes} chosen={look.theme} />
        {withDensity && <Choices name="density" label="Rows" options={densities} chosen={look.density} />}
      </Form>
    </details>
  );
}

type ChoicesProps = {
  name: string;
  label: string;
  options: readonly (readonly [value: string, label: string])[];
  chosen: string;
};

function Choices({ name, label, options, chosen }: ChoicesProps) {
  return (
    <fieldset>
      <legend>{label}</legend>
      {options.map(([value, words]) => (
        <button key={value} type="submit" name={name} value={value} aria-pressed={chosen === value}>
          {words}
        </button>
      ))}
    </fieldset>
  );
}
