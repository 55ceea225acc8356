/** One thing to fill in, under a gloved thumb. */
import { type KeyboardEvent, useState } from 'react';

type FieldProps = {
  label: string;
  value: string;
  set(value: string): void;
  type?: string;
  isNumber?: boolean;
  isFixed?: boolean;
};

export function Field({ label, value, set, type = 'text', isNumber = false, isFixed = false }: FieldProps) {
  // What is being typed is not taken away by what is kept a moment later.
  const [text, setText] = useState<string>();
  return (
    <label>
      <span>{label}</span>
      <input
        type={type}
        inputMode={isNumber ? 'numeric' : 'text'}
        value={text ?? value}
        readOnly={isFixed}
        maxLength={80}
        autoComplete="off"
        onChange={(event) => {
          setText(event.currentTarget.value);
          set(event.currentTarget.value);
        }}
        onBlur={() => setText(undefined)}
      />
    </label>
  );
}

/** Enter leaves a field and sends nothing: a scanner that types ends every label with it. */
export function leaveField(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.target.blur();
}
