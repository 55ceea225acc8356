/** Any of several, each ticked by itself. */
type TicksProps<Name extends string> = {
  legend: string;
  options: readonly { value: Name; label: string }[];
  chosen: readonly Name[];
  choose(chosen: Name[]): void;
  hint?: string;
};

export const Ticks = <Name extends string>({ legend, options, chosen, choose, hint }: TicksProps<Name>) => (
  <fieldset className="roles">
    <legend>{legend}</legend>
    {options.map(({ value, label }) => (
      <label key={value}>
        <input
          type="checkbox"
          checked={chosen.includes(value)}
          onChange={({ target }) =>
            choose(target.checked ? [...chosen, value] : chosen.filter((each) => each !== value))
          }
        />
        {label}
      </label>
    ))}
    {hint && <small className="hint">{hint}</small>}
  </fieldset>
);
