/** One line to fill in, with its name above it. */
import { Input } from 'antd';
import { type InputHTMLAttributes, useId } from 'react';

type EntryProps = {
  label: string;
  value: string;
  set(value: string): void;
  hint?: string;
  type?: 'text' | 'password' | 'number' | 'date';
  complete?: InputHTMLAttributes<HTMLInputElement>['autoComplete'];
  isWanted?: boolean;
  /** One of these is meant, but others may be written. */
  options?: readonly { value: string; label: string }[];
  min?: number;
  max?: number;
  /** What it has to look like, as the hint says. */
  pattern?: string;
};

export function Entry({
  label,
  value,
  set,
  hint,
  type = 'text',
  complete = 'off',
  isWanted = false,
  options,
  min,
  max,
  pattern,
}: EntryProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type={type}
        value={value}
        onChange={(event) => set(event.target.value)}
        autoComplete={complete}
        required={isWanted}
        aria-describedby={hint ? `${id}-hint` : undefined}
        {...(options ? { list: `${id}-options` } : {})}
        {...(min === undefined ? {} : { min })}
        {...(max === undefined ? {} : { max })}
        {...(pattern === undefined ? {} : { pattern })}
      />
      {options && (
        <datalist id={`${id}-options`}>
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </datalist>
      )}
      {hint && (
        <small id={`${id}-hint`} className="hint">
          {hint}
        </small>
      )}
    </div>
  );
}
