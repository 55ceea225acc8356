/** The key under which a command may come again and is done once: the same as long as the same is asked. */
import { useRef } from 'react';
import { newId } from './uuid.ts';

export function useKey(): (asked: object) => string {
  const last = useRef({ text: '', key: '' });
  return (asked) => {
    const text = JSON.stringify(asked);
    if (last.current.text !== text) last.current = { text, key: newId() };
    return last.current.key;
  };
}
