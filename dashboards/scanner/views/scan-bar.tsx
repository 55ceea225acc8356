/** Under the thumb: a field for what is typed, and the camera where the browser gives one. */
import { useRef, useState } from 'react';
import { hasCamera } from '../hands/camera.ts';
import { Camera } from './camera.tsx';
import { usePage } from './use-page.tsx';

export function ScanBar({ scanned }: { scanned(text: string): void }) {
  const { words } = usePage();
  const field = useRef<HTMLInputElement>(null);
  const [isOpen, setOpen] = useState(false);
  return (
    <footer className="scan">
      {isOpen && (
        <Camera
          seen={(text) => {
            setOpen(false);
            scanned(text);
          }}
          close={() => setOpen(false)}
        />
      )}
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const text = field.current?.value ?? '';
          if (field.current) field.current.value = '';
          // The next scan of a keyboard wedge is heard again.
          field.current?.blur();
          if (text.trim()) scanned(text);
        }}
      >
        <input
          ref={field}
          name="code"
          aria-label={words.scanOrType}
          placeholder={words.scanOrType}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          enterKeyHint="search"
        />
        <button type="submit">{words.look}</button>
        {hasCamera() && (
          <button type="button" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {words.camera.open}
          </button>
        )}
      </form>
    </footer>
  );
}
