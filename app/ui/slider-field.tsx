import { useRef, useState } from 'react';
import { Field, type FieldWords } from './field.tsx';

type SliderFieldProps = FieldWords & {
  /** Where the slider stands, in its own steps. */
  at: number;
  min: number;
  max: number;
  step?: number;
  /** What the box says at a place of the slider, and the other way round (null: not to be read). */
  textAt: (at: number) => string;
  atOf: (text: string) => number | null;
  ends: readonly [string, string];
  after?: string;
};

/**
 * A number one types or slides to. The box is the field; the slider, not there without script, writes into the box, and says
 * `change` when it is let go, so that a form can follow it. Moved by keys like any native slider.
 */
export function SliderField({ at, min, max, step = 1, textAt, atOf, ends, after, ...words }: SliderFieldProps) {
  const [place, setPlace] = useState(at);
  const box = useRef<HTMLInputElement>(null);
  const slide = (to: number) => {
    setPlace(to);
    if (box.current) box.current.value = textAt(to);
  };
  return (
    <Field {...words}>
      {(wiring) => (
        <div className="slider">
          <span className="input-money-row">
            <input
              {...wiring}
              ref={box}
              type="text"
              inputMode="decimal"
              autoComplete="off"
              className="input input-money"
              defaultValue={textAt(at)}
              onChange={(event) => {
                const typed = atOf(event.target.value);
                if (typed !== null) setPlace(Math.min(max, Math.max(min, typed)));
              }}
            />
            {after && <span className="text-muted">{after}</span>}
          </span>
          <div className="slider-track">
            <input
              type="range"
              aria-label={`${typeof words.label === 'string' ? words.label : words.name}, slider`}
              aria-valuetext={textAt(place)}
              min={min}
              max={max}
              step={step}
              value={place}
              onChange={(event) => slide(Number(event.target.value))}
            />
            <span className="slider-ends" aria-hidden="true">
              <span>{ends[0]}</span>
              <span>{ends[1]}</span>
            </span>
          </div>
        </div>
      )}
    </Field>
  );
}
