/** One of several, found by typing a part of its name. */
import { Select } from 'antd';
import { useId } from 'react';

type ChoiceProps = {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  choose(value: string): void;
  /** What stands for none of them. */
  all?: string;
};

export function Choice({ label, value, options, choose, all }: ChoiceProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <Select
        id={id}
        value={value}
        onChange={choose}
        options={all === undefined ? [...options] : [{ value: '', label: all }, ...options]}
        showSearch={options.length > 12 ? { optionFilterProp: 'label' } : false}
        popupMatchSelectWidth={false}
        virtual={false}
        // A pane lies above all that is outside of it.
        getPopupContainer={(select: HTMLElement) => select.closest('dialog') ?? document.body}
      />
    </div>
  );
}
