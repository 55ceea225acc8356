import type { Figure } from './figure.ts';
export async function pixel(): Promise<Figure[]> {
  return [];
}
