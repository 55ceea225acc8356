/** Labels as the server has drawn them: ordered like any other print, waited for, and taken apart into one drawing a label. */
import { ask, Refused } from '../../shared/ask.ts';
import { tell } from '../../shared/tell.ts';
import { refusedHere } from '../refused-here.ts';
import type { LabelOrder } from './order.ts';

const lookEvery = 300;

/** @throws Refused */
export async function drawnLabels(order: LabelOrder): Promise<SVGSVGElement[]> {
  const { id, wideMm, highMm } = order;
  let job = await tell('/api/jobs/start', order);
  while (job.state === 'waiting' || job.state === 'working') {
    await new Promise((done) => setTimeout(done, lookEvery));
    job = await ask('/api/jobs/{id}', {}, `/api/jobs/${id}`);
  }
  if (job.state !== 'done') throw refusedHere(job.fault ?? 'notReady', job.detail);
  const text = await fetch(`/api/files/${id}`).then(
    (response) => (response.ok ? response.text() : ''),
    () => '',
  );
  // A document that is only parsed runs nothing.
  const { documentElement } = new DOMParser().parseFromString(text, 'image/svg+xml');
  const labels = [...documentElement.children].filter((each) => each instanceof SVGSVGElement);
  if (labels.length !== order.labels.length)
    throw new Refused({ code: 'offline', retry: true, sentence: undefined });
  for (const label of labels) {
    label.removeAttribute('y');
    label.setAttribute('width', `${wideMm}mm`);
    label.setAttribute('height', `${highMm}mm`);
  }
  return labels;
}
