/** A picture of bytes that the page itself holds. */
import { useEffect, useState } from 'react';

export function BytesPicture({ bytes, label }: { bytes: Uint8Array<ArrayBuffer>; label: string }) {
  const [url, setUrl] = useState('');
  useEffect(() => {
    const made = URL.createObjectURL(new Blob([bytes], { type: 'image/jpeg' }));
    setUrl(made);
    return () => URL.revokeObjectURL(made);
  }, [bytes]);
  return url ? <img src={url} alt={label} /> : null;
}
