/** One line to fill in, with its name above it. */
import type { HTMLInputAutoCompleteAttribute } from 'react';

type FieldProps = {
  name: string;
  label: string;
  type?: 'text' | 'password';
  complete?: HTMLInputAutoCompleteAttribute;
  isNumber?: boolean;
};

export const Field = ({ name, label, type = 'text', complete = 'off', isNumber = false }: FieldProps) => (
  <label>
    <span>{label}</span>
    <input
      name={name}
      type={type}
      autoComplete={complete}
      inputMode={isNumber ? 'numeric' : 'text'}
      required
    />
  </label>
);

/** What stands in a form, as text. */
export function filled<Name extends string>(form: HTMLFormElement, ...names: Name[]): Record<Name, string> {
  const data = new FormData(form);
  return Object.fromEntries(names.map((name) => [name, String(data.get(name) ?? '')])) as Record<
    Name,
    string
  >;
}
